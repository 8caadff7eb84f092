package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.HtmlDocument;
import dev.sshwhy.testing.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final Set<String> ELEMENTS = Set.of(
            ("html head meta title style body svg symbol circle path rect use a main header nav section footer div p span"
                            + " h1 h2 h3 h4 h5 dl dt dd ul ol li table caption thead tbody tr th td details summary pre code mark"
                            + " strong em ins del")
                    .split(" ", -1));
    private static final Set<String> ATTRIBUTES = Set.of(
            ("lang charset http-equiv content name class id href tabindex aria-label aria-labelledby aria-hidden focusable"
                            + " role scope colspan data-column value viewBox preserveAspectRatio x y width height rx cx cy r d")
                    .split(" ", -1));

    @TempDir
    private Path folder;

    private static Run run(boolean detailed) {
        return new Run("sshwhy", "test", "Linux", 1, detailed, Optional.of("sshwhy ssh <b>host"));
    }

    private static String html(Diagnosis diagnosis) {
        return HtmlReport.of(diagnosis, run(false));
    }

    private HtmlDocument scenario(String name) throws IOException {
        return HtmlDocument.parse(
                html(new Scenario(Path.of("testdata/scenarios", name)).diagnosis(folder.resolve("home"))));
    }

    @Test
    void nothingThatSomebodyElseSaysBecomesMarkup() {
        for (boolean detailed : List.of(false, true)) {
            String html = HtmlReport.of(HtmlCases.hostile(), run(detailed));
            HtmlDocument page = HtmlDocument.parse(html);
            assertTrue(ELEMENTS.containsAll(page.names("//*")), () -> "" + page.names("//*"));
            assertTrue(ATTRIBUTES.containsAll(page.names("//@*")), () -> "" + page.names("//@*"));
            assertTrue(page.texts("//pre").stream().anyMatch(it -> it.contains("<script>alert(1)</script>")));
            assertTrue(page.exactly("//style").stream().noneMatch(it -> it.contains("alert")));
            assertTrue(html.contains("&lt;U+202E&gt;"), html);
            assertTrue(
                    html.chars()
                            .noneMatch(
                                    it -> it != '\n' && (Character.isISOControl(it) || it == 0x202e || it == 0xd800)),
                    "hidden characters");
        }
    }

    @Test
    void loadsNothingFromAnywhere() throws IOException {
        HtmlDocument page = scenario("fingerprint-pasted-and-key-readable-by-others");
        assertEquals(
                List.of(), page.names("//script | //img | //link | //iframe | //object | //form | //@src | //@style"));
        assertEquals(
                List.of(),
                page.exactly("//@href").stream()
                        .filter(it -> !it.startsWith("#") && !it.startsWith("https://"))
                        .toList());
        assertEquals(
                List.of(),
                page.exactly("//@href").stream()
                        .filter(it -> it.startsWith("#"))
                        .map(it -> it.substring(1))
                        .filter(it -> page.exactly("//@id").stream().noneMatch(it::equals))
                        .toList(),
                "links to nowhere");
        assertEquals(
                page.exactly("//@id").size(), Set.copyOf(page.exactly("//@id")).size(), "an id stands for one element");
    }

    @Test
    void thePolicyAllowsTheStyleSheetAndNothingElse() throws NoSuchAlgorithmException {
        HtmlDocument page = HtmlDocument.parse(html(HtmlCases.hostile()));
        byte[] style = page.exactly("//style").get(0).getBytes(StandardCharsets.UTF_8);
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style));
        assertEquals(
                List.of("default-src 'none'; style-src 'sha256-" + hash + "'; base-uri 'none'; form-action 'none'"),
                page.exactly("//meta[@http-equiv='Content-Security-Policy']/@content"));
        assertFalse(HtmlStyle.SHEET.contains("<") || HtmlStyle.SHEET.contains("&"), "read alike by every parser");
        assertFalse(HtmlStyle.SHEET.contains("url(") || HtmlStyle.SHEET.contains("@import"), "needs nothing else");
    }

    @Test
    void sameInputGivesTheSameBytesAndTimesOnlyWhereTheyAreAskedFor() {
        Diagnosis diagnosis = HtmlCases.noCommonAlgorithm();
        assertEquals(html(diagnosis), html(HtmlCases.noCommonAlgorithm()));
        assertEquals(List.of(), HtmlDocument.parse(html(diagnosis)).texts("//*[@class='bar'] | //*[@class='took']"));
        HtmlDocument detailed = HtmlDocument.parse(HtmlReport.of(diagnosis, run(true)));
        assertEquals(List.of("12 ms", "12 ms", "12 ms", "12 ms"), detailed.texts("//*[@class='took']"));
        assertEquals(List.of("0", "250", "500", "750"), detailed.exactly("//*[@class='bar']/rect/@x"));
    }

    @Test
    void tellsTheVerdictTheCauseAndTheFix() throws IOException {
        HtmlDocument page = scenario("fingerprint-pasted-and-key-readable-by-others");
        assertEquals(
                List.of("ssh asks for a password: a fingerprint was pasted where the public key belongs."),
                page.texts("//h1"));
        assertTrue(page.texts("//title").get(0).startsWith("Blocked: ssh asks for a password"));
        assertEquals(List.of("Blocked"), page.texts("//header/p[@class='word']"));
        assertEquals(List.of("account field, line 1", "server"), page.texts("//*[@id='why']//p[@class='place']"));
        assertTrue(page.texts("//*[@id='why']//mark").get(0).startsWith("SHA256:"));
        String fixed = page.texts("//*[@id='fix']//pre[@class='whole']").get(0);
        assertTrue(fixed.startsWith("ssh-ed25519 AAAA"), fixed);
        assertEquals(List.of("To go on:"), page.texts("//footer/p[1]"));
        assertEquals(List.of("sshwhy ssh <b>host"), page.exactly("//footer/pre"));
        assertTrue(page.texts("//footer/p[2]").get(0).endsWith("exit code 1"));
    }

    @Test
    void showsWhatEachKeyHasOfAllThatItTakes() throws IOException {
        HtmlDocument page = scenario("fingerprint-pasted-and-key-readable-by-others");
        assertEquals(
                List.of("Key", "File", "Mode", "Pair", "Agent", "Config", "Account", "Server"),
                page.texts("//table[@class='matrix']//th[@scope='col']"));
        assertEquals(List.of("1 ~/.ssh/id_ed25519"), page.texts("//table[@class='matrix']//th[@scope='row']"));
        assertEquals(
                List.of(
                        "openssh-v1",
                        "0644 (a problem)",
                        "ok",
                        "no",
                        "default",
                        "no (a problem)",
                        "refused (a problem)"),
                page.texts("//table[@class='matrix']//td"));
        assertEquals(
                List.of("good", "bad", "good", "neutral", "neutral", "bad", "bad"),
                page.exactly("//table[@class='matrix']//td/@class"));
    }

    @Test
    void tellsOfEachHostOnTheWay() throws IOException {
        HtmlDocument page = scenario("jump-host-that-does-not-know-the-key");
        assertEquals(
                List.of("Keys for the jump host gw", "Keys for the target gpu"),
                page.texts("//table[@class='matrix']/caption"));
        assertEquals(List.of("At the jump host gw", "At the target gpu"), page.texts("//*[@id='handshake']/h3"));
        assertEquals(
                List.of("Name", "TCP", "Greeting", "Key exchange", "Host key", "Authentication", "Login"),
                page.texts("//*[@class='timeline']/li//strong"));
        assertEquals(
                List.of("good", "good", "good", "good", "good", "bad", "neutral"),
                page.exactly("//*[@class='timeline']/li/@class"));
        assertEquals(
                List.of("done", "done", "done", "done", "done", "stops here"),
                page.texts("//*[@class='state']").subList(0, 6));
    }

    @Test
    void tellsWhichLayersWereNeverReached() throws IOException {
        HtmlDocument page = scenario("two-blocks-for-one-pod");
        assertEquals(
                List.of(
                        "done",
                        "stops here",
                        "not reached",
                        "not reached",
                        "not reached",
                        "not reached",
                        "not reached"),
                page.texts("//*[@class='state']"));
    }

    @Test
    void putsTheLineThatDecidesBesideThoseThatItBeats() throws IOException {
        HtmlDocument page = scenario("two-blocks-for-one-pod");
        String port = "//table[@class='config']//tr[th='Port']";
        assertEquals(List.of("1", "~/.ssh/config, line 3"), page.texts(port + "//*[@class='lines wins']/li/*"));
        assertEquals(List.of("~/.ssh/config, line 8"), page.texts(port + "//*[@class='lines loses']//*[@class='at']"));
        assertTrue(page.texts(port + "//*[@class='lines loses']//code").get(0).startsWith("Port "));
    }

    @Test
    void tellsAChangeOfAFileLineByLineWithoutItsSignsToCopy() throws IOException {
        HtmlDocument page = scenario("two-blocks-for-one-pod");
        assertEquals(List.of("In ~/.ssh/config"), page.texts("//*[@id='fix']//p[@class='place']"));
        assertEquals(List.of("- Host gpu"), page.exactly("//*[@id='fix']//del"));
        assertEquals(
                List.of("+ Host gpu", "+   Port "),
                page.exactly("//*[@id='fix']//ins").stream()
                        .map(it -> it.replaceAll("[0-9]+$", ""))
                        .toList());
        assertEquals(List.of(), page.texts("//*[@id='fix']//*[@class='whole']"));
    }

    @Test
    void aCommandToTypeByHandIsCopiedWithOneClick() throws IOException {
        assertTrue(scenario("root-may-not-log-in")
                .texts("//*[@id='fix']//*[@class='whole']")
                .contains("sshd -T -C user=root | grep -i permitrootlogin"));
    }

    @Test
    void tellsTheProposalsWhereNothingIsCommon() {
        HtmlDocument page = HtmlDocument.parse(html(HtmlCases.noCommonAlgorithm()));
        String row = "//table[@class='sides']//tr[th='host key type']";
        assertEquals(List.of("ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256"), page.texts(row + "/td[1]//li"));
        assertEquals(List.of("ssh-rsa", "ssh-dss"), page.texts(row + "/td[2]//li"));
        assertEquals(List.of("nothing"), page.texts(row + "/td[3]"));
        assertEquals(
                List.of("curve25519-sha256"),
                page.texts("//table[@class='sides']//tr[th='key exchange method']/td[3]"));
    }

    @Test
    void tellsTheAccountFieldLineByLineAndEveryFindingWithItsPage() throws IOException {
        HtmlDocument page = scenario("broken-line-beside-a-good-one");
        assertTrue(page.texts("//ol[@class='account']//p[@class='place']").contains("Line 2: accepted")
                || page.texts("//ol[@class='account']//p[@class='place']").contains("Line 1: accepted"));
        List<String> titles = page.texts("//details[starts-with(@class, 'finding')]/summary/h3");
        assertFalse(titles.isEmpty());
        assertEquals(
                titles.size(),
                page.texts("//details[starts-with(@class, 'finding')]//details[@class='page']//h4[. = 'What you see']")
                        .size());
        assertEquals(List.of(), page.texts("//*[@class='prose']//h4[. = 'Examples']"));
    }

    @Test
    void leavesOutWhatThereIsNothingToSayOf() {
        HtmlDocument page = HtmlDocument.parse(
                html(HtmlCases.of(Facts.healthy().withoutAccount().snapshot())));
        assertEquals(List.of("Works"), page.texts("//header/p[@class='word']"));
        assertEquals(List.of("Keys", "Handshake", "Not checked"), page.texts("//h2"));
        assertEquals(page.texts("//h2"), page.texts("//nav//a"));
    }

    @Test
    void isBoundedHoweverMuchThereIs() {
        String many = html(HtmlCases.manyOfEverything());
        HtmlDocument page = HtmlDocument.parse(many);
        assertEquals(40, page.texts("//table[@class='matrix']/tbody/tr").size());
        assertTrue(page.texts("//*[@id='keys']/p").contains("And 360 more keys: --format json has them all."));
        assertEquals(List.of("and 250 more"), page.texts("//ol[@class='account']/li[@class='more']"));
        assertTrue(many.length() < 400_000, () -> many.length() + " characters");
    }

    @Test
    void marksThePieceThatIsMeantAlsoInALongLine() {
        assertEquals(new Excerpt("ab", "cd", "ef"), Excerpt.of(new Span("f", 1, 3, 2, "abcdef")));
        assertEquals(new Excerpt("ab", "cdef", ""), Excerpt.of(new Span("f", 1, 3, 0, "abcdef")));
        assertEquals(new Excerpt("abcdef", "", ""), Excerpt.of(Span.line("f", 1, "abcdef")));
        assertEquals(new Excerpt("abcdef", "", ""), Excerpt.of(new Span("f", 1, 60, 2, "abcdef")));
        Excerpt cut = Excerpt.of(new Span("f", 1, 5_001, 4, "x".repeat(5_000) + "HERE" + "y".repeat(5_000)));
        assertEquals(new Excerpt("…" + "x".repeat(300), "HERE", "y".repeat(300) + "…"), cut);
        // No half of a character is left where a line is cut.
        Excerpt faces = Excerpt.of(new Span("f", 1, 0, 0, "a" + "😀".repeat(5_000)));
        assertEquals("a" + "😀".repeat(599) + "…", faces.before());
    }

    @Test
    void anElementThatIsLeftOpenIsAFault() {
        assertThrows(IllegalStateException.class, () -> new Html().open("p").done());
    }
}
