package dev.gildong.persistence;

import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.persistence.jpa.metadata.XMLMetadataSource;
import org.eclipse.persistence.logging.SessionLog;

/**
 * Tells EclipseLink of classes that {@code persistence.xml} does not list: a mapping file that names each and leaves
 * everything else to its annotations.
 */
final class ExtensionMappings extends XMLMetadataSource {
    /** Of EclipseLink's own schema, the only one that it reads from a source such as this. */
    private static final String NAMESPACE = "http://www.eclipse.org/eclipselink/xsds/persistence/orm";

    private final List<Class<?>> classes;

    /** @param classes each with one of the annotations of Jakarta Persistence for classes */
    ExtensionMappings(List<Class<?>> classes) {
        this.classes = classes;
    }

    @Override
    public Reader getEntityMappingsReader(Map<String, Object> properties, ClassLoader loader, SessionLog log) {
        String mappings =
                List.of("mapped-superclass", "entity", "embeddable", "converter").stream() // as the schema says
                        .flatMap(element -> classes.stream()
                                .filter(type -> element.equals(element(type)))
                                .map(type -> "<%s class=\"%s\"/>".formatted(element, type.getName())))
                        .collect(Collectors.joining());
        return new StringReader("<entity-mappings xmlns=\"%s\">%s</entity-mappings>".formatted(NAMESPACE, mappings));
    }

    /** What a mapping file calls a class of this kind. */
    static String element(Class<?> type) {
        if (type.isAnnotationPresent(Entity.class)) {
            return "entity";
        } else if (type.isAnnotationPresent(Embeddable.class)) {
            return "embeddable";
        } else if (type.isAnnotationPresent(MappedSuperclass.class)) {
            return "mapped-superclass";
        } else if (type.isAnnotationPresent(Converter.class)) {
            return "converter";
        }
        throw new IllegalArgumentException(
                type.getName() + " is no entity, embeddable, mapped superclass or converter");
    }
}
