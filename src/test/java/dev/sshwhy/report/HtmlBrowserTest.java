package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.testing.Browser;
import dev.sshwhy.testing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The page in a real browser, at the width of a phone and of a desk, in the bright and the dark scheme.
 * {@code -Dupdate=true} makes the pictures of testdata/reports/screenshots anew.
 */
class HtmlBrowserTest {
    private static final List<String> SCENARIOS = List.of(
            "fingerprint-pasted-and-key-readable-by-others",
            "jump-host-that-does-not-know-the-key",
            "pod-created-anew-with-another-host-key",
            "first-contact-with-a-pod",
            "path-pasted-and-nobody-asked",
            "passphrase-and-no-agent",
            "healthy-agent-full-of-keys-and-one-named-alone",
            "config-names-the-work-key",
            "two-blocks-for-one-pod",
            "web-server-on-that-port");
    /** No wider than the screen, and no text cut off; what is out of sight on purpose is no text to see. */
    private static final String TOO_WIDE = """
            const wide = [];
            const room = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth > room) {
              wide.push('the page: ' + document.documentElement.scrollWidth + ' of ' + room);
            }
            for (const it of document.body.querySelectorAll('*')) {
              if (it.closest('.unseen, .drawings, .skip, thead') || !it.checkVisibility()) continue;
              const box = it.getBoundingClientRect();
              if (box.width > 0 && (box.right > room + 1 || box.left < -1)) wide.push('outside: ' + it.outerHTML.slice(0, 200));
              if (it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1) wide.push('clipped: ' + it.outerHTML.slice(0, 200));
            }
            return wide.slice(0, 5);
            """;

    private static final String CLOSED = "return [...document.querySelectorAll('details:not([open])')]"
            + ".map(it => it.querySelector('summary').textContent)";

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @TestFactory
    List<DynamicTest> eachPageCanBeReadByEverybody() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        pages().forEach((name, file) -> tests.add(DynamicTest.dynamicTest(name, () -> check(file))));
        return tests;
    }

    private static Map<String, Path> pages() throws IOException {
        Map<String, Path> pages = new LinkedHashMap<>();
        for (String name : SCENARIOS) {
            pages.put(name, written(name, scenario(name), name.length() % 2 == 0));
        }
        pages.put("no common algorithm", written("algorithms", HtmlCases.noCommonAlgorithm(), true));
        pages.put("hostile texts", written("hostile", HtmlCases.hostile(), true));
        pages.put("huge names", written("huge", HtmlCases.hugeNames(), true));
        pages.put("many of everything", written("many", HtmlCases.manyOfEverything(), false));
        return pages;
    }

    private static Diagnosis scenario(String name) throws IOException {
        return new Scenario(Path.of("testdata/scenarios", name)).diagnosis(folder.resolve("home-of-" + name));
    }

    private static Path written(String name, Diagnosis diagnosis, boolean detailed) throws IOException {
        Run run = new Run(
                "sshwhy",
                "0.1.0",
                "Linux 6.1 amd64",
                diagnosis.verdict().exitCode(false),
                detailed,
                Optional.of("sshwhy explain account/fingerprint-pasted"));
        return Files.writeString(folder.resolve(name + ".html"), HtmlReport.of(diagnosis, run));
    }

    /** The pictures of the README; each must show the whole of what it is about. */
    @Test
    void picturesOfThePageAreSmallEnoughToReadOnTheWay() throws IOException {
        Path page = written("picture", scenario("fingerprint-pasted-and-key-readable-by-others"), true);
        browser.open(page);
        browser.screen(1280, 900, false, false);
        picture("report-desk-bright.png", List.of(0, 0, 1280, 1170));
        browser.screen(360, 740, true, true);
        picture("report-phone-dark.png", List.of(0, 0, 360, 1000));
        browser.screen(1280, 900, false, false);
        int top = Integer.parseInt(browser.lines("const box = document.getElementById('keys').getBoundingClientRect();"
                        + "return [Math.round(box.top + window.scrollY)]")
                .get(0));
        picture("keys-and-handshake.png", List.of(0, top, 1040, 1090));
    }

    private static void picture(String name, List<Integer> clip) throws IOException {
        byte[] picture = browser.picture(clip);
        if (Boolean.getBoolean("update")) {
            Path pictures = Files.createDirectories(Path.of("testdata/reports/screenshots"));
            Files.write(pictures.resolve(name), picture);
        }
        assertTrue(picture.length < 200_000, () -> name + " has " + picture.length + " bytes");
    }

    private static void check(Path file) {
        browser.screen(360, 740, true, false);
        browser.open(file);
        assertEquals(List.of(), browser.console());
        assertEquals(List.of(), browser.lines(TOO_WIDE));
        openAllByKeyboard();
        looksGood("phone, bright");
        browser.screen(360, 740, true, true);
        looksGood("phone, dark");
        browser.screen(1280, 900, false, true);
        looksGood("desk, dark");
        browser.screen(1280, 900, false, false);
        looksGood("desk, bright");
        foldAll();
        assertEquals(List.of(), browser.lines(TOO_WIDE));
        browser.media("print", true);
        assertEquals(List.of(), browser.lines(TOO_WIDE), "on paper");
        assertTrue(
                browser.isTrue("return [...document.querySelectorAll('details > :not(summary)')]"
                        + ".every(it => it.checkVisibility() && it.getBoundingClientRect().height > 0)"),
                "what is folded is printed");
        assertEquals(List.of(), browser.console());
    }

    private static void looksGood(String how) {
        assertEquals(List.of(), browser.lines(TOO_WIDE), how);
        assertEquals(List.of(), browser.violations(), how);
    }

    private static void foldAll() {
        browser.lines("document.querySelectorAll('details').forEach(it => it.open = false); return []");
    }

    /** Goes through the page with the tabulator key, and opens each fold that it comes to. */
    private static void openAllByKeyboard() {
        for (int i = 0; i < 600 && !browser.lines(CLOSED).isEmpty(); i++) {
            browser.press(Keys.TAB);
            if (browser.isTrue(
                    "const it = document.activeElement;" + " return it.matches('summary') && !it.parentElement.open")) {
                browser.press(Keys.ENTER);
            }
        }
        assertEquals(List.of(), browser.lines(CLOSED), "folds that no key opens");
    }
}
