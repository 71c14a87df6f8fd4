package org.weightbalancing.app.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.ComponentSettings;
import org.weightbalancing.app.experiment.SettingField;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.yaml.YamlNumber;

/** Writes records of settings as YAML, every key with its value, so that no later default can change their meaning. */
final class SettingWriter {

    private final Catalog catalog;
    private final JsonGenerator yaml;

    private SettingWriter(Catalog catalog, JsonGenerator yaml) {
        this.catalog = catalog;
        this.yaml = yaml;
    }

    static String write(Catalog catalog, Record record) {
        return text(catalog, record);
    }

    /** Writes keys and their values: records, and what {@link org.weightbalancing.app.yaml.FlowYaml FlowYaml} knows. */
    static String write(Catalog catalog, Map<String, Object> keys) {
        return text(catalog, keys);
    }

    private static String text(Catalog catalog, Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator yaml = factory().createGenerator(text)) {
            new SettingWriter(catalog, yaml).value(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static YAMLFactory factory() {
        return YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .stringQuotingChecker(new PlainKeys())
                .build();
    }

    private void value(Object value) throws IOException {
        if (value instanceof Record record) {
            yaml.writeStartObject();
            keys(record);
            yaml.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            yaml.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                yaml.writeFieldName((String) entry.getKey());
                value(entry.getValue());
            }
            yaml.writeEndObject();
        } else if (value instanceof List<?> list) {
            yaml.writeStartArray();
            for (Object item : list) {
                value(item);
            }
            yaml.writeEndArray();
        } else if (value instanceof Double number) {
            yaml.writeNumber(YamlNumber.text(number));
        } else if (value instanceof Number number) {
            yaml.writeNumber(number.longValue());
        } else if (value instanceof Boolean flag) {
            yaml.writeBoolean(flag);
        } else {
            yaml.writeString(value instanceof Enum<?> constant ? KebabCase.of(constant) : value.toString());
        }
    }

    private void keys(Record record) throws IOException {
        if (record instanceof ComponentSettings<?> settings) {
            yaml.writeStringField("name", catalog.name(settings));
        }
        for (SettingField field : SettingField.of(record.getClass())) {
            Object value = field.valueIn(record);
            boolean leftOut = field.setting().optional() && value.equals(Double.NaN);
            if (field.setting().inline()) {
                keys((Record) value);
            } else if (!leftOut) {
                yaml.writeFieldName(field.key());
                value(value);
            }
        }
    }

    /** Keys are our own words; "on" would be quoted for readers of YAML 1.1, which take it for true. */
    private static final class PlainKeys extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteName(String name) {
            return false;
        }
    }
}
