package io.tbar.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.tbar.measure.Rate;
import io.tbar.verdict.Answer;
import java.io.IOException;

/** The few types whose JSON is not simply their components. */
final class ResultModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  ResultModule() {
    write(Rate.class, ResultModule::rate);
    write(Scores.class, (s, json) -> json.writePOJO(s.evaluation().toMap(s.classes())));
    write(Status.class, (status, json) -> json.writeString(status.text()));
    write(Answer.class, (answer, json) -> json.writeString(answer.text()));
    write(String.class, (text, json) -> json.writeString(MachinePaths.removed(text)));
    addDeserializer(Rate.class, new RateReader());
    addDeserializer(Scores.class, new ScoresJson());
    addDeserializer(Status.class, new StatusReader());
    addDeserializer(Answer.class, new AnswerReader());
  }

  /** In the same order as an evaluation's rates. */
  private static void rate(Rate rate, JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (rate.total() > 0) {
      json.writeNumberField("value", rate.value());
    }
    json.writeNumberField("count", rate.count());
    json.writeNumberField("total", rate.total());
    json.writeNumberField("low", rate.low());
    json.writeNumberField("high", rate.high());
    json.writeEndObject();
  }

  private interface Writer<T> {
    void write(T value, JsonGenerator json) throws IOException;
  }

  private <T> void write(Class<T> type, Writer<T> writer) {
    addSerializer(
        type,
        new JsonSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            writer.write(value, json);
          }
        });
  }

  private static final class RateReader extends JsonDeserializer<Rate> {
    @Override
    public Rate deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return ScoresJson.rate(context.readTree(json));
    }
  }

  private static final class AnswerReader extends JsonDeserializer<Answer> {
    @Override
    public Answer deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Answer.of(json.getText());
    }
  }

  private static final class StatusReader extends JsonDeserializer<Status> {
    @Override
    public Status deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Status.of(json.getText());
    }
  }
}
