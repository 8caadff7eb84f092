package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Gap;
import dev.sshwhy.rule.RulePage;
import dev.sshwhy.rule.Severity;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.RenderedMarkdown;
import dev.sshwhy.testing.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReportTest {
    /** What GitHub takes for an issue's text. */
    private static final int LONGEST_ISSUE = 65_536;

    private static final Pattern TRACKED = Pattern.compile("@\\w|#\\d|://|(?i:www\\.)");
    private static final Run RUN =
            new Run("sshwhy", "1.0", "Linux 6.1 amd64", 1, true, Optional.of("sshwhy ssh root@host"));

    @TempDir
    private Path home;

    private static RenderedMarkdown rendered(Diagnosis diagnosis) {
        return RenderedMarkdown.of(MarkdownReport.of(diagnosis, RUN));
    }

    private Diagnosis scenario(String name) throws IOException {
        return new Scenario(Path.of("testdata/scenarios", name)).diagnosis(home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![picture](http://evil.example/seen.png)",
                "[click](javascript:alert(1))",
                "<script>alert(1)</script>",
                "</details><img src=x onerror=alert(1)>",
                "@someone and @org/team, see #12 or GH-12",
                "http://evil.example www.evil.example evil@evil.example",
                "`code` ``` ```` ~~gone~~ **bold** _thin_ $x$ :+1:",
                "| a | b |",
                "a\\|b | `|`",
                "# heading",
                "- item",
                "> quote",
                "1. first",
                "--- | ---",
                "x\n\n# heading\n\n![p](http://e.example/x)\n```\n@someone\n",
                "&lt;b&gt; &#64;someone",
                "<!-- hidden",
                "```\n</details>\n<h1>big</h1>\n@someone"
            })
    void showsWhatOthersWriteAsTextAlone(String hostile) {
        RenderedMarkdown calm = rendered(everywhere("words"));
        RenderedMarkdown page = rendered(everywhere(hostile));
        assertEquals(List.of(), page.links());
        assertEquals(calm.html(), page.html(), "HTML of ours alone");
        assertEquals(calm.headings().size(), page.headings().size(), page.headings()::toString);
        assertEquals(calm.cells(), page.cells(), "the cells of each row");
        page.words().forEach(it -> assertFalse(TRACKED.matcher(it).find(), it));
    }

    /** A diagnosis in which everything that comes from outside says the same. */
    private static Diagnosis everywhere(String text) {
        PublicKey key = new PublicKey(Facts.MINE.type(), 256, Facts.MINE.fingerprint(), Facts.MINE.blob(), text);
        Span line = new Span(text, 3, 1, 2, text);
        Identity named = Facts.identity("/home/me/.ssh/" + text, key);
        Identity agents = new Identity(
                "",
                Identity.NamedBy.AGENT,
                Optional.of(line),
                Observed.absent(""),
                Observed.absent(""),
                Optional.of(key),
                Identity.PublicFrom.AGENT,
                Identity.Pair.NONE,
                true,
                2,
                text);
        Handshake before = Facts.answers(List.of(Facts.refused(key)), new Login.Denied(key, text, true));
        Handshake heard = new Handshake(
                text,
                Handshake.Reached.AUTH,
                List.of(new Handshake.Stage(Handshake.Reached.AUTH, false, text, Duration.ofMillis(12))),
                Optional.of("SSH-2.0-" + text),
                List.of(text, text),
                before.hostKey(),
                before.proposals(),
                Map.of("kex", text),
                List.of(text),
                Optional.of(text),
                before.answers(),
                2,
                false,
                before.login(),
                List.of(),
                List.of(text),
                Optional.of(new Handshake.Failure(Handshake.Failure.Kind.DISCONNECTED, text, text)));
        Configuration configuration = new Configuration(
                List.of(text),
                Map.of("user", List.of(new ConfigValue(text, line, List.of(line, line)))),
                List.of(new ConfigProblem(ConfigProblem.Kind.BAD_VALUE, line, text, Optional.empty())),
                List.of());
        Snapshot facts = Facts.refused()
                .withIdentities(named, agents)
                .withAgent(new Agent("/tmp/" + text, "SSH_AUTH_SOCK", Agent.State.HOLDS, List.of(key), ""))
                .withConfiguration(configuration)
                .withHandshake(heard)
                .snapshot();
        Finding finding = Finding.of(Certainty.PROVEN, Subject.host(), "The server says " + text)
                .seen(line, text)
                .seen(Span.of(Span.SERVER, text), text)
                .withFix(Fix.ask("Do it: " + text)
                        .run("echo", text)
                        .edit("/home/me/" + text, text)
                        .paste(text)
                        .byHand(text));
        RulePage page = new RulePage("server/odd", "Odd", Severity.ERROR, Effect.BLOCKS, List.of(), "0.1", "");
        RulePage other = new RulePage("server/other", "Other", Severity.NOTE, Effect.NONE, List.of(), "0.1", "");
        return new Diagnosis(
                facts,
                Verdict.BLOCKED,
                "ssh is told " + text,
                List.of(
                        new Diagnosed(page, finding, Effect.BLOCKS, Optional.empty(), Optional.empty()),
                        new Diagnosed(other, finding, Effect.NONE, Optional.of("server/odd"), Optional.empty())),
                List.of(new Gap(text, text)));
    }

    @Test
    void tellsTheVerdictTheCauseItsEvidenceAndTheFix() throws IOException {
        String page = MarkdownReport.of(scenario("fingerprint-pasted-and-key-readable-by-others"), RUN);
        assertTrue(page.startsWith("## ✗ ssh asks for a password: "), page);
        RenderedMarkdown rendered = RenderedMarkdown.of(page);
        assertTrue(
                rendered.code().stream()
                        .anyMatch(it -> it.contains("account field 1 | SHA256:") && it.contains("| ^^^^")),
                page);
        assertTrue(page.contains("\n```text\nssh-ed25519 AAAA"), page);
        assertTrue(page.contains("| 1     | `~/.ssh/id_ed25519` | openssh-v1 | **0644** |"), page);
        assertTrue(page.contains("`sshwhy explain account/fingerprint-pasted`"), page);
        assertTrue(page.contains("`sshwhy ssh root@host`"), page);
        assertTrue(page.contains("sshwhy 1.0 on Linux 6.1 amd64 with"), page);
    }

    @Test
    void aCommandToTypeByHandIsCodeInItsItem() throws IOException {
        String page = MarkdownReport.of(scenario("root-may-not-log-in"), RUN);
        assertTrue(
                page.contains("1. On the server: `sshd -T -C user=root | grep -i permitrootlogin` If it says "), page);
        assertFalse(page.contains("U+000A"), page);
    }

    @Test
    void hasATableForEachHostOnTheWay() throws IOException {
        String page = MarkdownReport.of(scenario("jump-host-that-does-not-know-the-key"), RUN);
        assertEquals(
                2,
                page.lines()
                        .filter(it -> it.startsWith("### Keys that ssh offers to "))
                        .count(),
                page);
        assertTrue(page.contains("<summary>What the jump host did</summary>"), page);
        int jump = page.indexOf("<summary>What the configuration says for the jump host</summary>\n\n`gw`:\n");
        int target = page.indexOf("<summary>What the configuration says for this host</summary>");
        assertTrue(jump > 0 && jump < target, page);
    }

    /** The parts between are Markdown again only behind a blank line (CommonMark 4.6). */
    @Test
    void foldsItsLongPartsIn() throws IOException {
        String page = MarkdownReport.of(scenario("fingerprint-pasted-and-key-readable-by-others"), RUN);
        List<String> lines = page.lines().toList();
        int folded = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals("<details>")) {
                folded++;
                assertEquals("", lines.get(i - 1));
                assertTrue(lines.get(i + 1).matches("<summary>[A-Za-z ]+</summary>"), lines.get(i + 1));
                assertEquals("", lines.get(i + 2));
            } else if (lines.get(i).equals("</details>")) {
                folded--;
                assertEquals("", lines.get(i - 1));
                assertEquals("", lines.get(i + 1));
            }
            assertTrue(folded == 0 || folded == 1);
        }
        assertTrue(page.contains("<summary>Every finding with its evidence</summary>"), page);
    }

    @Test
    void fitsIntoAnIssueWhateverTheScenario() throws IOException {
        for (String name :
                List.of("agent-full-of-other-keys", "config-copied-from-a-web-page", "private-key-in-the-field")) {
            int length = MarkdownReport.of(
                            new Scenario(Path.of("testdata/scenarios", name)).diagnosis(home.resolve(name)), RUN)
                    .length();
            assertTrue(length < LONGEST_ISSUE, name + ": " + length);
        }
    }

    @Test
    void tellsNoTimesUnlessAsked() throws IOException {
        Diagnosis diagnosis = scenario("healthy-key-that-the-server-knows");
        Run brief = new Run("sshwhy", "1.0", "Linux", 0, false, Optional.empty());
        assertFalse(MarkdownReport.of(diagnosis, brief).contains(" ms)"));
        assertTrue(MarkdownReport.of(diagnosis, RUN).contains(" ms)"));
    }
}
