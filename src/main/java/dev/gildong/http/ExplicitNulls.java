package dev.gildong.http;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.NullValueProvider;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.util.AccessPattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a property that is sent as null, and lets an optional one be left out. Jackson's own {@code Nulls.FAIL} takes
 * both for the same when a record is made.
 */
final class ExplicitNulls extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public BeanDeserializerBuilder updateBuilder(
            DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
        SettableBeanProperty @Nullable [] components =
                builder.getValueInstantiator().getFromObjectArguments(config);
        if (bean.getBeanClass().isRecord() && components != null) {
            for (int i = 0; i < components.length; i++) {
                SettableBeanProperty strict = components[i].withNullProvider(new Refusal(components[i].getFullName()));
                components[i] = strict;
                builder.addOrReplaceProperty(strict, true);
            }
        }
        return builder;
    }

    private record Refusal(PropertyName property) implements NullValueProvider {

        @Override
        public Object getNullValue(DeserializationContext context) throws JsonMappingException {
            throw InvalidNullException.from(context, property, context.constructType(Object.class));
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }

        @Override
        public AccessPattern getNullAccessPattern() {
            return AccessPattern.DYNAMIC;
        }
    }
}
