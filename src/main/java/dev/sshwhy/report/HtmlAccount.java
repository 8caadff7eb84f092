package dev.sshwhy.report;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.Span;
import java.util.List;

/** The account's public-key field, line by line: what a server takes from it, and what is wrong with the rest. */
final class HtmlAccount {
    private static final int MOST = 150;

    private final Html html;
    private final AccountField field;

    HtmlAccount(Html html, AccountField field) {
        this.html = html;
        this.field = field;
    }

    void write() {
        int keys = field.acceptedKeys().size();
        html.element(
                        "p",
                        "From " + field.source() + ". A server takes " + keys + (keys == 1 ? " key" : " keys")
                                + " from it.",
                        "class",
                        "note")
                .line();
        faults(field.faults());
        List<AccountLine> lines = field.lines();
        html.open("ol", "class", "account").line();
        lines.subList(0, Math.min(lines.size(), MOST)).forEach(this::line);
        HtmlEvidence.more(html, lines.size() - MOST);
        html.close().line();
        if (AccountReport.hasErrors(field) && !field.corrected().isBlank()) {
            html.open("details")
                    .element("summary", "The whole field as it should be")
                    .line();
            HtmlFix.whole(html, field.corrected());
            html.close().line();
        }
    }

    private void line(AccountLine it) {
        boolean ignored = !it.accepted() && it.faults().isEmpty();
        HtmlSign sign = it.accepted() ? HtmlSign.GOOD : ignored ? HtmlSign.NEUTRAL : HtmlSign.BAD;
        html.open("li", "class", sign.word(), "value", Integer.toString(it.number()));
        html.open("p", "class", "place");
        sign.write(html);
        html.text("Line " + it.number() + ": "
                        + (it.accepted() ? "accepted" : ignored ? "no key, passed over" : "no key"))
                .close();
        if (!it.text().isBlank()) {
            HtmlEvidence.line(html, excerpt(it));
        }
        it.key()
                .ifPresent(key -> html.open("p", "class", "saying")
                        .element("code", key.fingerprint())
                        .close());
        faults(it.faults());
        html.close().line();
    }

    private static Excerpt excerpt(AccountLine line) {
        return Excerpt.of(line.faults().stream()
                .filter(it -> it.column() > 0)
                .findFirst()
                .map(it -> new Span(Span.ACCOUNT_FIELD, it.line(), it.column(), it.length(), line.text()))
                .orElse(Span.line(Span.ACCOUNT_FIELD, line.number(), line.text())));
    }

    private void faults(List<AccountFault> all) {
        for (AccountFault it : all) {
            html.open("p", "class", "saying")
                    .element("code", it.kind().rule())
                    .text(": " + it.detail())
                    .close();
        }
    }
}
