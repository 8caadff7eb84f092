package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.RulePage;
import dev.sshwhy.rule.Severity;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final TextStyle PLAIN = new TextStyle(false, false, 80);

    private static Run run(boolean detailed) {
        return new Run("sshwhy", "test", "Linux", 1, detailed, Optional.empty());
    }

    private static Diagnosis diagnosis(Finding finding) {
        RulePage page = new RulePage(
                "account/key-damaged", "The key is damaged", Severity.ERROR, Effect.BLOCKS, List.of(), "0.1", "");
        return new Diagnosis(
                Facts.refused().snapshot(),
                Verdict.BLOCKED,
                "ssh asks for a password: the key is damaged.",
                List.of(new Diagnosed(page, finding, Effect.BLOCKS, Optional.empty(), Optional.empty())),
                List.of());
    }

    /** What has to be cured as well is told from what goes away with the cause. */
    @Test
    void tellsWhatElseKeepsSshOut() {
        Finding broken = Finding.of(Certainty.PROVEN, Subject.host(), "It is damaged.");
        Diagnosed cause = diagnosis(broken).findings().get(0);
        List<Diagnosed> all = List.of(
                cause,
                another("key/follows", Certainty.PROVEN, Effect.BLOCKS, Optional.of(cause.rule())),
                another("key/harmless", Certainty.PROVEN, Effect.NONE, Optional.empty()),
                another("key/guess", Certainty.POSSIBLE, Effect.BLOCKS, Optional.empty()),
                another("key/sure", Certainty.LIKELY, Effect.BLOCKS, Optional.empty()));
        Diagnosis diagnosis = new Diagnosis(Facts.refused().snapshot(), Verdict.BLOCKED, "ssh asks.", all, List.of());
        List<String> lines = TextReport.of(diagnosis, run(false), PLAIN)
                .lines()
                .dropWhile(it -> !it.startsWith("  Also  "))
                .toList();
        assertEquals(
                List.of(
                        "  Also  key/guess     perhaps blocks too: It is so.",
                        "        key/sure      blocks too: It is so.",
                        "        key/follows   follows: The title of key/follows",
                        "        key/harmless  no matter here: It is so."),
                lines);
    }

    private static Diagnosed another(String rule, Certainty certainty, Effect effect, Optional<String> cause) {
        RulePage page = new RulePage(rule, "The title of " + rule, Severity.ERROR, Effect.BLOCKS, List.of(), "0.1", "");
        return new Diagnosed(page, Finding.of(certainty, Subject.host(), "It is so."), effect, cause, Optional.empty());
    }

    @Test
    void underlinesThePieceThatIsMeant() {
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), "It is damaged.")
                .seen(new Span(Span.ACCOUNT_FIELD, 1, 13, 4, "ssh-ed25519 AAAA me"), "this is too short");
        List<String> lines =
                TextReport.of(diagnosis(finding), run(false), PLAIN).lines().toList();
        int at = lines.indexOf("        account field 1 | ssh-ed25519 AAAA me");
        assertTrue(at > 0, lines::toString);
        assertEquals("                        |             ^^^^ this is too short", lines.get(at + 1));
    }

    @Test
    void showsTheMeantPieceOfALineThatIsTooLong() {
        String line = "x".repeat(500) + "HERE" + "y".repeat(500);
        Window window = Window.of(new Span("f", 1, 501, 4, line), 60, PLAIN, false);
        assertTrue(window.text().contains("HERE"), window.text());
        assertEquals(window.text().indexOf("HERE"), window.marks().indexOf("^^^^"));
        assertTrue(window.text().length() <= 60);
    }

    @Test
    void keepsWithinTheWidthAndPrintsNoControlCharacters() {
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "A message ".repeat(30).strip() + ".")
                .seen(Span.of(Span.SERVER, "\u001b]0;owned\u0007 \u202e evil"), "said by the \u009b server");
        String text = TextReport.of(diagnosis(finding), run(false), PLAIN);
        assertTrue(text.lines().allMatch(it -> it.length() <= 80), text);
        assertTrue(text.chars().noneMatch(it -> it != '\n' && (Character.isISOControl(it) || it == 0x202e)), text);
        assertTrue(text.contains("<U+001B>"), text);
    }

    @Test
    void tellsTheRuleBesideTheMessageWhereThereIsRoom() {
        List<String> beside = lines(Finding.of(Certainty.PROVEN, Subject.host(), "It is damaged."), PLAIN);
        assertEquals("  Why   It is damaged." + " ".repeat(31) + "account/key-damaged, proven", beside.get(2));
        String message = "It is damaged, and there is so much to say of it here";
        List<String> below = lines(Finding.of(Certainty.PROVEN, Subject.host(), message + "."), PLAIN);
        assertEquals("  Why   " + message + ".", below.get(2));
        assertEquals(" ".repeat(80 - 27) + "account/key-damaged, proven", below.get(3));
    }

    @Test
    void saysNothingTwice() {
        Finding finding = Finding.of(
                        Certainty.PROVEN, Subject.host(), "ssh reads no /k: a PuTTY key, which must be converted.")
                .seen(Span.of("/k", ""), "a PuTTY key, which must be converted")
                .seen(Span.line("/c", 2, "  IdentityFile /k"), "names /k")
                .seen(new Span("/c", 3, 1, 4, "Port 1 2"), "too many")
                .seen(new Span("/c", 3, 8, 1, "Port 1 2"), "this one");
        assertEquals(
                List.of(
                        "        /k   | a PuTTY key",
                        "        /c 2 |   IdentityFile /k",
                        "             |   ^^^^^^^^^^^^^^^",
                        "        /c 3 | Port 1 2",
                        "             | ^^^^ too many",
                        "             |        ^ this one"),
                lines(finding, PLAIN).subList(4, 10));
    }

    @Test
    void keepsMarksBelowWideAndCombinedLetters() {
        Span wide = new Span("/c", 1, 4, 2, "鍵e\u0301ab");
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), "Odd.").seen(wide, "odd");
        List<String> lines = lines(finding, new TextStyle(false, true, 80));
        assertEquals("        /c 1 │ 鍵e\u0301ab", lines.get(4));
        assertEquals("             │    ^^ odd", lines.get(5));
        List<String> ascii = lines(finding, PLAIN);
        assertEquals("        /c 1 | <U+9375>e<U+0301>ab", ascii.get(4));
        assertEquals("             |                  ^^ odd", ascii.get(5));
    }

    @Test
    void shortensWhatIsOnlyShownAndNeverWhatIsPasted() {
        String fingerprint = "SHA256:" + "f".repeat(43);
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), "It is " + fingerprint + ".")
                .seen(Span.of("/k", ""), "is " + fingerprint)
                .withFix(Fix.manual("Compare " + fingerprint + ".").paste("x".repeat(200)));
        String text = TextReport.of(diagnosis(finding), run(false), PLAIN);
        assertTrue(text.contains("It is SHA256:fffffff...."), text);
        assertTrue(text.contains("| is SHA256:fffffff...\n"), text);
        assertTrue(text.contains("Compare " + fingerprint + "."), text);
        assertTrue(text.contains("  " + "x".repeat(200) + "\n"), text);
        assertTrue(TextReport.of(diagnosis(finding), run(true), PLAIN).contains("It is " + fingerprint + "."));
    }

    @Test
    void tellsSomeoneWhoHearsItInWords() {
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), "It is damaged.")
                .seen(new Span(Span.ACCOUNT_FIELD, 1, 13, 4, "ssh-ed25519 AAAA me"), "this is too short")
                .withFix(Fix.ask("Change it.")
                        .edit(Facts.HOME + "/.ssh/config", "-Port 1\n+Port 2")
                        .run("chmod", "600", "/k"));
        List<String> lines = lines(finding, new TextStyle(true, true, true, 80));
        assertEquals("Blocked: ssh asks for a password: the key is damaged.", lines.get(0));
        assertTrue(
                lines.contains("account field, line 1, characters 13 to 16, \"AAAA\": this is too short."),
                lines::toString);
        int remove = lines.indexOf("Remove this:");
        assertEquals(
                List.of("Port 1", "Add this:", "Port 2", "Run this command:", "chmod 600 /k"),
                lines.subList(remove + 1, remove + 6));
        assertTrue(lines.stream().anyMatch(it -> it.startsWith("Key 1, ~/.ssh/id_ed25519: file ")), lines::toString);
        assertTrue(lines.stream().noneMatch(it -> it.matches(".*(\\^|\\||│|✗|\u001b|  ).*")), lines::toString);
    }

    @Test
    void namesTheNextCommandOnItsLastLine() {
        Run run = new Run("sshwhy", "test", "Linux", 1, false, Optional.of("./sshwhy explain account/key-damaged"));
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), "It is damaged.");
        assertTrue(TextReport.of(diagnosis(finding), run, PLAIN)
                .endsWith("\n  Next  ./sshwhy explain account/key-damaged\n"));
    }

    private static List<String> lines(Finding finding, TextStyle style) {
        return TextReport.of(diagnosis(finding), run(false), style).lines().toList();
    }

    @Test
    void writesCommandsThatAShellReadsAlike() {
        Machine machine =
                new Machine("/home/me", "me", false, OperatingSystem.LINUX, Map.of(), List.of(), Optional.empty());
        assertEquals(
                "chmod 600 ~/.ssh/id_rsa", ShellWords.quoted(List.of("chmod", "600", "/home/me/.ssh/id_rsa"), machine));
        assertEquals(
                "chmod 600 '/home/me/my keys/it'\\''s'",
                ShellWords.quoted(List.of("chmod", "600", "/home/me/my keys/it's"), machine));
    }

    @Test
    void staysAsciiWhereTheLocaleWantsIt() {
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), "It is damaged.")
                .seen(Span.of("server", ""), "refused it")
                .withFix(Fix.manual("Replace it."));
        String text = TextReport.of(diagnosis(finding), run(false), PLAIN);
        assertTrue(text.chars().allMatch(it -> it < 128), text);
        assertFalse(text.contains("\u001b"));
        assertTrue(TextReport.of(diagnosis(finding), run(false), new TextStyle(true, true, 80))
                .contains("\u001b[1;31m✗"));
    }

    @Test
    void tellsHowSshComesToEachKeyWhenAskedToBeVerbose() {
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), "It is damaged.");
        String brief = TextReport.of(diagnosis(finding), run(false), PLAIN);
        List<String> lines =
                TextReport.of(diagnosis(finding), run(true), PLAIN).lines().toList();

        assertFalse(brief.contains("How ssh comes to its keys"), brief);
        int at = lines.indexOf("  How ssh comes to its keys");
        assertTrue(at > 0, lines::toString);
        assertEquals("      1  ~/.ssh/id_ed25519 ssh-ed25519", lines.get(at + 1));
        assertTrue(lines.get(at + 3).startsWith("         offered: "), lines::toString);
        assertTrue(String.join(" ", lines).replaceAll(" +", " ").contains("its file would sign"), lines::toString);
    }

    @Test
    void makesEverythingVisibleThatCouldSteerATerminal() {
        assertEquals("a<U+0000><U+009B><U+200B><U+202E><U+FEFF>b", Visible.text("a\0\u009b\u200b\u202e\ufeffb"));
        assertEquals("ä€😀", Visible.text("ä€😀"));
        assertEquals("<U+D800>", Visible.text("\ud800"));
        assertEquals("abc…", Visible.text("abcdef", 3));
    }

    @Test
    void whatIsToBeTypedStandsOutAndALineThatGoesDoesNot() {
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), "It is wrong.")
                .withFix(Fix.ask("Change it.")
                        .edit("/home/me/.ssh/config", "-  Port 2\n+  Port 22")
                        .byHand("Name a key:\n  -i ~/.ssh/id_ed25519"));
        String text = TextReport.of(diagnosis(finding), run(false), new TextStyle(true, true, 80));
        assertTrue(text.contains("\u001b[1m-i ~/.ssh/id_ed25519\u001b[0m"), text);
        assertTrue(text.contains("\u001b[1m+  Port 22\u001b[0m"), text);
        assertTrue(text.lines().map(String::strip).anyMatch("-  Port 2"::equals), text);
    }
}
