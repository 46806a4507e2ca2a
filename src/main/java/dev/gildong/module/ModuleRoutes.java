package dev.gildong.module;

import dev.gildong.config.SettingsException;
import dev.gildong.http.Access;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.jspecify.annotations.Nullable;

/**
 * Holds the resources of a module against the rules: below its own path, with {@code @Access} on every method. It asks
 * Jersey's own model of them, since annotations may also stand on what a class extends or implements.
 */
final class ModuleRoutes {
    private static final String ROOT = "v1/";

    private final Set<String> taken;

    /** @param builtIn the server's own resources */
    ModuleRoutes(Collection<?> builtIn) {
        this.taken = builtIn.stream()
                .map(resource -> resource.getClass().getAnnotation(Path.class))
                .filter(Objects::nonNull)
                .map(path -> stripped(path.value()))
                .filter(path -> path.startsWith(ROOT))
                .map(path -> path.substring(ROOT.length()).replaceFirst("/.*", ""))
                .collect(Collectors.toSet());
    }

    /** @throws SettingsException if one breaks a rule */
    void check(String module, List<Object> resources) {
        if (taken.contains(module)) {
            throw refused(module, "the server has routes below v1/" + module + " itself; it needs another name");
        }
        for (Object each : resources) {
            @Nullable Resource resource = Resource.from(each.getClass());
            if (resource == null || resource.getPath() == null) {
                throw refused(module, "the class " + each.getClass().getName() + " has no @Path");
            }
            String path = stripped(resource.getPath());
            if (!path.equals(ROOT + module) && !path.startsWith(ROOT + module + "/")) {
                throw refused(module, "the path " + path + " is not below " + ROOT + module);
            }
            checkMethods(module, resource);
        }
    }

    private static void checkMethods(String module, Resource resource) {
        if (resource.getResourceLocator() != null) {
            throw refused(
                    module,
                    method(resource.getResourceLocator())
                            + " hands requests on to another resource; each must be one of the module's own parts");
        }
        resource.getResourceMethods().stream()
                .map(ModuleRoutes::method)
                .filter(method -> !method.isAnnotationPresent(Access.class))
                .findFirst()
                .ifPresent(method -> {
                    throw refused(module, method + " declares no @Access");
                });
        resource.getChildResources().forEach(child -> checkMethods(module, child));
    }

    private static Method method(ResourceMethod method) {
        return method.getInvocable().getHandlingMethod();
    }

    private static String stripped(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
    }

    private static SettingsException refused(String module, String why) {
        return new SettingsException("game module " + module + ": " + why);
    }
}
