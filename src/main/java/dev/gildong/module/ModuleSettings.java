package dev.gildong.module;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.nio.file.Path;

/** Where game modules come from, besides the WAR itself. */
@SettingGroup("gildong.modules")
public record ModuleSettings(
        @Setting(
                doc = "A directory with the jars of game modules, and of the libraries that they bring. Whoever can"
                        + " write there can run code as the server. Empty for none; modules in `WEB-INF/lib` are"
                        + " always taken.")
        Path directory) {

    /** Whether there is one. */
    boolean named() {
        return !directory.toString().isEmpty();
    }
}
