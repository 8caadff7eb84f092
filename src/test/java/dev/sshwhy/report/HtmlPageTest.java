package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.rule.Check;
import dev.sshwhy.testing.HtmlDocument;
import dev.sshwhy.testing.Setup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HtmlPageTest {
    private static HtmlDocument page(String markdown) {
        return HtmlDocument.parse("<div>" + HtmlPage.of(markdown) + "</div>");
    }

    @TestFactory
    List<DynamicTest> everyPageIsRenderedWhole() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Check check : BuiltInChecks.all()) {
            tests.add(DynamicTest.dynamicTest(check.id(), () -> {
                String html = HtmlPage.of(Setup.catalogue().page(check.id()).orElseThrow());
                HtmlDocument page = HtmlDocument.parse("<div>" + html + "</div>");
                assertEquals(
                        List.of("What you see", "Why", "How to fix", "When this is fine", "References"),
                        page.texts("//h4"));
                String all = page.texts("/div").get(0);
                assertFalse(all.contains("|---") || all.contains("```") || all.contains("**"), all);
                assertFalse(html.contains("&lt;!--"), "a comment of the page");
            }));
        }
        return tests;
    }

    @Test
    void markupInAPageIsText() {
        HtmlDocument page =
                page("<script>alert(1)</script>\n\nA <b onclick=\"x\">bold</b> \u202e word and `\u001b[31m`.");
        assertEquals(List.of("code", "div", "p"), page.names("//*"));
        assertTrue(page.texts("/div").get(0).contains("<script>alert(1)</script>"));
        assertTrue(page.texts("/div").get(0).contains("<U+202E> word and <U+001B>[31m."));
    }

    @Test
    void onlySafeLinksLeadAnywhereAndNoPictureIsLoaded() {
        HtmlDocument page = page("[good](https://man.openbsd.org/ssh), [plain](http://example.com),"
                + " [bad](javascript:alert), [near](other.md), ![a picture](https://example.com/it.png)");
        assertEquals(List.of("https://man.openbsd.org/ssh"), page.exactly("//a/@href"));
        assertEquals(List.of("good, plain, bad, near, a picture"), page.texts("//p"));
        assertEquals(List.of("a", "div", "p"), page.names("//*"));
    }

    @Test
    void headingsStandBelowTheFindings() {
        assertEquals(List.of("div", "h4", "h5"), page("## Two\n\n### Three\n").names("//*"));
    }
}
