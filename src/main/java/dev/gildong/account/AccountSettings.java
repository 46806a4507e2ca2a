package dev.gildong.account;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;

/** How passwords are hashed. */
@SettingGroup("gildong.account")
public record AccountSettings(
        @Setting(
                doc = "Threads that hash passwords: so many processors a flood of sign-ins can take at most."
                        + " 0 stands for half of the processors.",
                byDefault = "0",
                min = "0",
                max = "256")
        int hashThreads,

        @Setting(
                doc = "Sign-ins that may wait for such a thread; the next one is answered 503.",
                byDefault = "32",
                min = "1",
                max = "10000")
        int hashQueue) {

    int effectiveHashThreads() {
        return hashThreads > 0 ? hashThreads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
