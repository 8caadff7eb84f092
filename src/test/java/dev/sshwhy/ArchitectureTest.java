package dev.sshwhy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sshwhy.rule.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom: the table of the README, held against the compiled classes. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sshwhy");

    /** A package → the packages of ours that it may import, beside itself. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.of(
            "evidence", List.of(),
            "keys", List.of("evidence"),
            "sshconfig", List.of("evidence"),
            "offer", List.of("evidence"),
            "collect", List.of("evidence", "keys", "sshconfig", "offer"),
            "rule", List.of("evidence"),
            "checks", List.of("evidence", "rule", "keys", "sshconfig"),
            "diagnosis", List.of("evidence", "rule"),
            "report", List.of("evidence", "rule", "diagnosis"));

    @TestFactory
    List<DynamicTest> everyPackageImportsOnlyWhatItMay() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry : MAY_IMPORT.entrySet()) {
            List<String> allowed = new ArrayList<>(List.of("dev.sshwhy." + entry.getKey() + ".."));
            entry.getValue().forEach(it -> allowed.add("dev.sshwhy." + it + ".."));
            tests.add(DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> classes()
                            .that()
                            .resideInAPackage("dev.sshwhy." + entry.getKey() + "..")
                            .should()
                            .onlyDependOnClassesThat()
                            .resideInAnyPackage(with(
                                    allowed,
                                    "java..",
                                    "javax..",
                                    "net.schmizz..",
                                    "com.hierynomus..",
                                    "org.slf4j..",
                                    "org.apache.commons.io..",
                                    "org.commonmark..",
                                    "com.fasterxml.jackson.."))
                            .check(CLASSES)));
        }
        return tests;
    }

    @Test
    void onlyTheHandshakeKnowsSshj() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sshwhy.collect.handshake..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.schmizz..", "com.hierynomus..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void onlyTheAccountReaderAsksTheWeb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sshwhy.collect.account..")
                .and()
                .doNotHaveSimpleName("OwnWords") // asks where its own jar lies, which Java tells as a URL
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.http\\..*|java\\.net\\.(URL|.*URLConnection)")
                .check(CLASSES);
    }

    @Test
    void onlyCollectAndCliTouchFilesAndSockets() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sshwhy.collect..", "dev.sshwhy.cli..", "dev.sshwhy")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.nio\\.file\\.Files|java\\.io\\.File.*|java\\.net\\..*Socket.*")
                .check(CLASSES);
    }

    @Test
    void checksAreFinalAndHaveNoState() {
        classes()
                .that()
                .implement(Check.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
        fields().that()
                .areDeclaredInClassesThat()
                .implement(Check.class)
                .should()
                .beStatic()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noCheckCallsAnother() {
        for (JavaClass check : CLASSES) {
            if (check.isAssignableTo(Check.class) && !check.isInterface()) {
                List<JavaClass> others = check.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .filter(it -> it.isAssignableTo(Check.class) && !it.isInterface() && !it.equals(check))
                        .toList();
                assertEquals(List.of(), others, check.getName());
            }
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.sshwhy.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    private static String[] with(List<String> allowed, String... more) {
        List<String> all = new ArrayList<>(allowed);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
