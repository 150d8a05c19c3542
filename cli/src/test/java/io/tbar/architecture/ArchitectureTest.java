package io.tbar.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may call whom: the data flows one way, and what needs no libtorch does not know it. */
@AnalyzeClasses(packages = "io.tbar", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] CORE = {
    "io.tbar.base..",
    "io.tbar.safetensors..",
    "io.tbar.checkpoint..",
    "io.tbar.vector..",
    "io.tbar.text..",
    "io.tbar.image..",
    "io.tbar.data..",
    "io.tbar.trigger..",
    "io.tbar.measure..",
    "io.tbar.verdict..",
    "io.tbar.result..",
    "io.tbar.report..",
    "io.tbar.attest..",
    "io.tbar.track..",
    "io.tbar.experiment.."
  };
  private static final String[] ENGINE = {
    "io.tbar.torch..",
    "io.tbar.clip..",
    "io.tbar.train..",
    "io.tbar.invert..",
    "io.tbar.contrast..",
    "io.tbar.method..",
    "io.tbar.attack..",
    "io.tbar.disentangle..",
    "io.tbar.defence..",
    "io.tbar.run.."
  };

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.tbar.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyPackageIsListed =
      classes()
          .should(com.tngtech.archunit.lang.conditions.ArchConditions.resideInAnyPackage(known()));

  @ArchTest static final ArchRule baseStandsOnNothing = mayOnlyUse("base");

  @ArchTest static final ArchRule safetensorsUsesOnlyBase = mayOnlyUse("safetensors", "base");

  @ArchTest
  static final ArchRule checkpointUsesOnlyFiles = mayOnlyUse("checkpoint", "base", "safetensors");

  @ArchTest
  static final ArchRule vectorUsesOnlyFilesAndCheckpoints =
      mayOnlyUse("vector", "base", "safetensors", "checkpoint");

  @ArchTest
  static final ArchRule textUsesOnlyFilesAndCheckpoints = mayOnlyUse("text", "base", "checkpoint");

  @ArchTest
  static final ArchRule imageUsesOnlyFilesAndCheckpoints =
      mayOnlyUse("image", "base", "checkpoint");

  @ArchTest
  static final ArchRule dataUsesOnlyImages = mayOnlyUse("data", "base", "checkpoint", "image");

  @ArchTest
  static final ArchRule triggerUsesOnlyImagesAndFiles =
      mayOnlyUse("trigger", "base", "safetensors", "image");

  @ArchTest static final ArchRule measureIsArithmetic = mayOnlyUse("measure", "base");

  @ArchTest static final ArchRule verdictIsArithmetic = mayOnlyUse("verdict", "base", "measure");

  @ArchTest
  static final ArchRule resultUsesOnlyMeasures = mayOnlyUse("result", "base", "measure", "verdict");

  @ArchTest
  static final ArchRule reportUsesOnlyResults =
      mayOnlyUse("report", "base", "measure", "verdict", "result", "image");

  @ArchTest
  static final ArchRule attestUsesOnlyCheckpointsAndResults =
      mayOnlyUse("attest", "base", "safetensors", "checkpoint", "measure", "verdict", "result");

  @ArchTest
  static final ArchRule trackUsesOnlyResults = mayOnlyUse("track", "base", "measure", "result");

  @ArchTest
  static final ArchRule experimentDoesNotKnowHowStagesWork =
      mayOnlyUse("experiment", "base", "data", "report");

  @ArchTest
  static final ArchRule coreDoesNotKnowTheEngine =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.bytedeco..", "io.tbar.cli..").or(resideInAnyPackage(ENGINE)));

  @ArchTest static final ArchRule torchWrapsLibtorchAlone = mayOnlyUse("torch", "base");

  @ArchTest
  static final ArchRule clipDoesNotKnowTraining =
      noClasses()
          .that()
          .resideInAPackage("io.tbar.clip..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tbar.train..", "io.tbar.method..", "io.tbar.run..");

  @ArchTest
  static final ArchRule trainDoesNotKnowTheMethod =
      noClasses()
          .that()
          .resideInAPackage("io.tbar.train..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tbar.contrast..", "io.tbar.method..", "io.tbar.run..");

  @ArchTest
  static final ArchRule contrastDoesNotKnowTheMethod =
      noClasses()
          .that()
          .resideInAPackage("io.tbar.contrast..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tbar.method..", "io.tbar.run..");

  @ArchTest
  static final ArchRule inversionDoesNotKnowTheMethod =
      noClasses()
          .that()
          .resideInAPackage("io.tbar.invert..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tbar.method..", "io.tbar.run..");

  @ArchTest
  static final ArchRule disentangleDoesNotKnowWholeRuns =
      noClasses()
          .that()
          .resideInAPackage("io.tbar.disentangle..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tbar.run..");

  @ArchTest
  static final ArchRule defencesDoNotKnowWholeRuns =
      noClasses()
          .that()
          .resideInAPackage("io.tbar.defence..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tbar.run..");

  @ArchTest
  static final ArchRule onlyTheCommandLineComesThroughTheFrontDoor =
      noClasses()
          .that(not(resideInAnyPackage("io.tbar", "io.tbar.cli..", "io.tbar.benchmarks..")))
          .should()
          .dependOnClassesThat(resideInAPackage("io.tbar"));

  @ArchTest
  static final ArchRule theMethodDoesNotKnowWholeRuns =
      noClasses()
          .that()
          .resideInAPackage("io.tbar.method..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tbar.run..");

  @ArchTest
  static final ArchRule nobodyKnowsTheCommandLine =
      noClasses()
          .that(not(resideInAPackage("io.tbar.cli..")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.tbar.cli..", "picocli.."));

  /** URI and the names of addresses are words; what connects is not used. */
  @ArchTest
  static final ArchRule nothingConnects =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.net.http..", "javax.net..")
                  .or(
                      com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf(
                          java.net.Socket.class,
                          java.net.ServerSocket.class,
                          java.net.DatagramSocket.class,
                          java.net.URLConnection.class,
                          java.nio.channels.SocketChannel.class,
                          java.nio.channels.ServerSocketChannel.class,
                          java.nio.channels.DatagramChannel.class,
                          java.nio.channels.AsynchronousSocketChannel.class)));

  @ArchTest
  static final ArchRule publicMethodsGiveNoJsonTypes =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(not(resideInAPackage("io.tbar.base..")))
          .should()
          .notHaveRawReturnType(resideInAPackage("com.fasterxml.."))
          .allowEmptyShould(true);

  private static String[] known() {
    String[] all = new String[CORE.length + ENGINE.length + 3];
    System.arraycopy(CORE, 0, all, 0, CORE.length);
    System.arraycopy(ENGINE, 0, all, CORE.length, ENGINE.length);
    all[all.length - 3] = "io.tbar";
    all[all.length - 2] = "io.tbar.cli..";
    all[all.length - 1] = "io.tbar.benchmarks..";
    return all;
  }

  private static ArchRule mayOnlyUse(String name, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = "io.tbar." + name + "..";
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = "io.tbar." + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage("io.tbar." + name + "..")
        .should()
        .dependOnClassesThat(resideInAPackage("io.tbar..").and(not(resideInAnyPackage(allowed))));
  }
}
