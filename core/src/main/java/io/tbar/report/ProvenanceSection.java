package io.tbar.report;

import io.tbar.result.Attack;
import io.tbar.result.AuditRecord;
import io.tbar.result.Cleaning;
import io.tbar.result.EngineInfo;
import io.tbar.result.FileRecord;
import io.tbar.result.Machine;
import io.tbar.result.RunRecord;
import io.tbar.result.Timing;
import io.tbar.result.Tool;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What it takes to do the run again: files by digest, seeds, settings, versions. */
final class ProvenanceSection {
  private ProvenanceSection() {}

  static Html html(RunRecord run) {
    Html out = new Html();
    Page.openSection(out, "provenance", "Provenance");
    if (!run.inputs().isEmpty() || !run.outputs().isEmpty()) {
      out.add(files(run).html());
    }
    out.open("div", "class", "columns");
    add(out, settings("Options in force", "settings", run.configuration()));
    Cleaning cleaning = run.cleaning();
    if (cleaning != null) {
      Table table = settings("Cleaning: " + cleaning.method(), "cleaning", cleaning.settings());
      if (cleaning.method().equals("tbar")) {
        table.row("estimator", cleaning.estimator());
        table.row("images in the forget set", Numbers.count(cleaning.forgetImages()));
      } else {
        table.row("images or pairs given", Numbers.count(cleaning.forgetImages()));
      }
      if (cleaning.knows() != null) {
        table.row("told", String.join(", ", cleaning.knows()));
      }
      if (cleaning.alpha() != null) {
        table.row("coefficient of the saved vector", Numbers.trimmed(cleaning.alpha(), 6));
      }
      if (cleaning.vectorSha256() != null) {
        table.row(text("SHA-256 of the trigger vector"), code(cleaning.vectorSha256()));
      }
      add(out, table);
    }
    Attack attack = run.attack();
    if (attack != null) {
      Table table = settings("Trigger: " + attack.trigger(), "trigger", attack.parameters());
      if (attack.target() != null) {
        table.row("target", attack.target());
      }
      if (attack.sha256() != null) {
        table.row(text("SHA-256"), code(attack.sha256()));
      }
      add(out, table);
    }
    Table seeds = new Table("seeds", "Seeds by stream", "", "Stream", "Seed#");
    run.seeds().forEach((stream, seed) -> seeds.row(stream, String.valueOf(seed)));
    add(out, seeds);
    add(out, machine(run.tool(), run.engine(), run.machine(), run.timing(), run.dataWaitShare()));
    return out.close().close().line();
  }

  static Html html(AuditRecord audit) {
    Html out = new Html();
    Page.openSection(out, "provenance", "Provenance");
    Table files = new Table("files", "Files in and out, known by SHA-256", "files", "Role", "File");
    audit.inputs().forEach(file -> file(files, "in: ", file));
    audit.triggers().forEach(t -> t.files().forEach(file -> file(files, "out: ", file)));
    out.add(files.html());
    out.open("div", "class", "columns");
    add(out, settings("Options in force", "settings", audit.configuration()));
    add(out, machine(audit.tool(), audit.engine(), audit.machine(), audit.timing(), null));
    return out.close().close().line();
  }

  private static void add(Html out, Table table) {
    if (!table.isEmpty()) {
      out.add(table.html());
    }
  }

  private static Table files(RunRecord run) {
    Table table = new Table("files", "Files in and out, known by SHA-256", "files", "Role", "File");
    for (FileRecord file : run.inputs()) {
      file(table, "in: ", file);
    }
    for (FileRecord file : run.outputs()) {
      file(table, "out: ", file);
    }
    return table;
  }

  private static void file(Table table, String way, FileRecord file) {
    String size =
        file.samples() != null
            ? ", " + Numbers.count(file.samples()) + " samples"
            : file.bytes() != null ? ", " + Numbers.bytes(file.bytes()) : "";
    Html cell = text(file.name()).element("span", size, "class", "muted");
    table.row(text(way + file.role()), cell.empty("br").add(code(file.sha256())));
  }

  private static Table settings(String caption, String id, Map<String, Object> values) {
    Table table = new Table(id, caption, "", "Setting", "Value");
    values.forEach((name, value) -> table.row(name, value(value)));
    return table;
  }

  private static String value(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ProvenanceSection::value).collect(Collectors.joining(", "));
    }
    return value instanceof Double number ? Numbers.plain(number) : String.valueOf(value);
  }

  private static Table machine(
      Tool tool,
      @Nullable EngineInfo engine,
      Machine machine,
      Timing timing,
      @Nullable Double dataWaitShare) {
    Table table = new Table("machine", "Program and machine", "", "What", "Value");
    table.row("program", tool.name() + " " + tool.version());
    if (engine != null) {
      table.row("engine", engine.name() + " " + engine.version());
      table.row("device", engine.device());
      table.row("threads", String.valueOf(engine.threads()));
    }
    table.row("Java", machine.jdk());
    table.row("system", machine.os() + ", " + machine.arch());
    table.row("cores", String.valueOf(machine.cores()));
    table.row("started", timing.started());
    table.row("time", Numbers.duration(timing.seconds()));
    if (timing.cpuSeconds() != null) {
      table.row("processor time", Numbers.duration(timing.cpuSeconds()));
    }
    if (timing.peakBytes() != null) {
      table.row("peak memory", Numbers.bytes(timing.peakBytes()));
    }
    if (dataWaitShare != null) {
      table.row("time waiting for images", Numbers.percent(dataWaitShare));
    }
    return table;
  }

  private static Html code(String digest) {
    return new Html().element("code", digest);
  }

  private static Html text(String text) {
    return new Html().text(text);
  }
}
