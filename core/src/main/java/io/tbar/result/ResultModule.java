package io.tbar.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.tbar.measure.Rate;
import java.io.IOException;

/** The few types whose JSON is not simply their components. */
final class ResultModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  ResultModule() {
    addSerializer(Rate.class, new RateWriter());
    addDeserializer(Rate.class, new RateReader());
    addSerializer(Measure.class, new MeasureWriter());
    addDeserializer(Measure.class, new MeasureReader());
    addSerializer(Status.class, new StatusWriter());
    addDeserializer(Status.class, new StatusReader());
    addSerializer(String.class, new TextWriter());
  }

  private static void fields(Rate rate, JsonGenerator json) throws IOException {
    json.writeNumberField("count", rate.count());
    json.writeNumberField("total", rate.total());
    if (rate.total() == 0) {
      json.writeNullField("value");
    } else {
      json.writeNumberField("value", rate.value());
    }
    json.writeNumberField("low", rate.low());
    json.writeNumberField("high", rate.high());
  }

  private static Rate rate(JsonNode node) {
    return new Rate(node.required("count").longValue(), node.required("total").longValue());
  }

  private static final class RateWriter extends JsonSerializer<Rate> {
    @Override
    public void serialize(Rate rate, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      fields(rate, json);
      json.writeEndObject();
    }
  }

  private static final class RateReader extends JsonDeserializer<Rate> {
    @Override
    public Rate deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return rate(context.readTree(json));
    }
  }

  private static final class MeasureWriter extends JsonSerializer<Measure> {
    @Override
    public void serialize(Measure measure, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      json.writeStringField("name", measure.name());
      fields(measure.rate(), json);
      json.writeStringField("definition", measure.definition());
      json.writeEndObject();
    }
  }

  private static final class MeasureReader extends JsonDeserializer<Measure> {
    @Override
    public Measure deserialize(JsonParser json, DeserializationContext context) throws IOException {
      JsonNode node = context.readTree(json);
      return new Measure(
          node.required("name").textValue(), rate(node), node.required("definition").textValue());
    }
  }

  private static final class StatusWriter extends JsonSerializer<Status> {
    @Override
    public void serialize(Status status, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(status.text());
    }
  }

  private static final class StatusReader extends JsonDeserializer<Status> {
    @Override
    public Status deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Status.of(json.getText());
    }
  }

  private static final class TextWriter extends JsonSerializer<String> {
    @Override
    public void serialize(String text, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(MachinePaths.removed(text));
    }
  }
}
