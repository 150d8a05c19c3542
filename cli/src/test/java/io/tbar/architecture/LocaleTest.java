package io.tbar.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Formatter;
import java.util.Map;
import java.util.Set;

/**
 * Numbers and letters are written the same in every locale, also where the library is embedded; the
 * command sets its own.
 */
@AnalyzeClasses(packages = "io.tbar", importOptions = ImportOption.DoNotIncludeTests.class)
class LocaleTest {
  /** Methods that look at the default locale, and how many parameters that form of them has. */
  private static final Map<String, Integer> LOCALISED =
      Map.of(
          "format", 2,
          "formatted", 1,
          "printf", 2,
          "toLowerCase", 0,
          "toUpperCase", 0);

  private static final Set<String> OWNERS =
      Set.of(
          "java.lang.String", "java.io.PrintStream", "java.io.PrintWriter", "java.util.Formatter");

  @ArchTest
  static final ArchRule nothingIsFormattedByTheDefaultLocale =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tbar.cli..")
          .should()
          .callMethodWhere(
              new DescribedPredicate<JavaMethodCall>("it takes no locale") {
                @Override
                public boolean test(JavaMethodCall call) {
                  return OWNERS.contains(call.getTargetOwner().getName())
                      && Integer.valueOf(call.getTarget().getRawParameterTypes().size())
                          .equals(LOCALISED.get(call.getName()));
                }
              })
          .as("give Locale.ROOT: a default locale may write numbers in other digits")
          .because("records, messages and names are the same everywhere");

  @ArchTest
  static final ArchRule noFormatterIsMadeForTheDefaultLocale =
      noClasses().should().callConstructor(Formatter.class);
}
