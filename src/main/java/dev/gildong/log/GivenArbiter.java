package dev.gildong.log;

import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.arbiters.Arbiter;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.jspecify.annotations.Nullable;

/** {@code <Given value="…">} in a log configuration: what it holds is there if the value is not empty. */
@Plugin(
        name = "Given",
        category = Node.CATEGORY,
        elementType = Arbiter.ELEMENT_TYPE,
        deferChildren = true,
        printObject = true)
public final class GivenArbiter implements Arbiter {
    private final boolean given;

    private GivenArbiter(boolean given) {
        this.given = given;
    }

    /**
     * Called by Log4j.
     *
     * @param value after lookups; sensitive, so that Log4j does not show it
     */
    @PluginFactory
    public static GivenArbiter of(@PluginAttribute(value = "value", sensitive = true) @Nullable String value) {
        return new GivenArbiter(value != null && !value.isEmpty());
    }

    @Override
    public boolean isCondition() {
        return given;
    }
}
