package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

class AccessFeatureTest {

    @Path("open")
    public static final class Declared {
        @GET
        @Access(Access.Who.ANYONE)
        public String get() {
            return "";
        }
    }

    @Path("forgotten")
    public static final class Forgotten {
        @GET
        @Access(Access.Who.ANYONE)
        public String get() {
            return "";
        }

        @POST
        public String post() {
            return "";
        }
    }

    @Test
    void methodThatDoesNotSayWhoMayCallItShouldStopTheStart() {
        assertThatCode(() -> AccessFeature.requireDeclared(Declared.class)).doesNotThrowAnyException();
        assertThatThrownBy(() -> AccessFeature.requireDeclared(Forgotten.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Forgotten.post() declares no @Access");
    }
}
