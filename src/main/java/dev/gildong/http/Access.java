package dev.gildong.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call a resource method. Every one carries it: {@link AccessFeature} refuses to start with one that does not. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Access {
    /** The rule. */
    Who value();

    /** The scopes that {@link Who#SCOPED} asks for, all of them. */
    Scope[] scope() default {};

    /** Kinds of callers. */
    enum Who {
        /** No credentials are looked at. */
        ANYONE,
        /** A player or an API key. */
        SIGNED_IN,
        /** A player; an API key is refused. */
        PLAYER,
        /** Whoever has the scopes that are named: an API key, or a player by a role. */
        SCOPED
    }
}
