package dev.sshwhy.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How the page looks: in a bright and a dark room, on a phone, on paper, and where the reader's own colours rule. */
final class HtmlStyle {
    /** No ampersand and no less-than sign stand in it, so that it is the same text to every parser. */
    static final String SHEET = HtmlColours.SHEET + """
            *, ::before, ::after { box-sizing: border-box; }
            html { font: 100%/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
              -webkit-text-size-adjust: 100%; text-size-adjust: 100%; background: var(--paper); color: var(--ink);
              overflow-wrap: anywhere; scroll-padding-top: 1.5rem; }
            body { margin: 0; }
            code, pre { font: 0.875em/1.55 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono",
              "Liberation Mono", monospace; font-variant-ligatures: none; }
            pre { margin: 0; white-space: pre-wrap; }
            pre code { font-size: 1em; }
            h1, h2, h3, h4, h5, p, ul, ol, dl, dd { margin: 0; padding: 0; }
            h1, h2, h3 { line-height: 1.25; letter-spacing: -0.012em; text-wrap: balance; }
            ul, ol { list-style: none; }
            a { color: var(--link); text-underline-offset: 0.2em; text-decoration-thickness: 0.06em; }
            :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
            main:focus { outline: none; }
            .unseen, .drawings { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
              white-space: nowrap; }
            .skip { position: absolute; left: 1rem; top: -6rem; padding: 0.75rem 1.25rem; background: var(--ink);
              color: var(--paper); border-radius: 0 0 8px 8px; z-index: 2; }
            .skip:focus { top: 0; }
            .sign { width: 1em; height: 1em; flex: none; fill: currentColor; vertical-align: -0.125em; }
            .sign + * { min-width: 0; }
            .cut { fill: none; stroke: var(--surface); stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
            .ring { fill: none; stroke: currentColor; stroke-width: 1.8; }
            .sign.good { color: var(--good); } .sign.bad { color: var(--bad); }
            .sign.asks { color: var(--asks); } .sign.neutral { color: var(--muted); }

            .verdict { background: var(--tint); border-top: 6px solid var(--accent);
              border-bottom: 1px solid var(--line); }
            .verdict, footer { padding: 2rem max(1.25rem, calc((100% - 72rem) / 2)); }
            .verdict .word { display: flex; align-items: center; gap: 0.6rem; color: var(--accent); font-weight: 650;
              letter-spacing: 0.01em; }
            .verdict .word .sign { width: 1.6rem; height: 1.6rem; color: inherit; }
            .verdict .cut { stroke: var(--tint); }
            h1 { font-size: clamp(1.5rem, 1.15rem + 1.5vw, 2.125rem); font-weight: 680; margin: 0.5rem 0 1.25rem;
              max-width: 32em; letter-spacing: -0.022em; }
            .place-to-go { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; }
            dt, .place, .standing, .state, .took, .note, .at { color: var(--muted); font-size: 0.875rem; }

            .columns { max-width: 74.5rem; margin: 0 auto; padding: 0 1.25rem 3rem; }
            nav { padding: 1rem 0 0; margin: 0 -0.75rem; }
            nav ul { display: flex; flex-wrap: wrap; gap: 0 0.25rem; }
            nav a { display: block; padding: 0.4rem 0.75rem; color: var(--muted); text-decoration: none; font-size: 0.9375rem;
              border-radius: 6px; }
            nav a:hover { color: var(--ink); background: var(--quiet); }
            section { padding-top: 2.75rem; }
            h2 { font-size: 1.375rem; font-weight: 650; margin-bottom: 1rem; }
            h3 { font-size: 1.0625rem; font-weight: 600; margin: 1.75rem 0 0.75rem; }
            h4 { font-size: 0.9375rem; font-weight: 650; margin: 1.5rem 0 0.5rem; }
            .lead { font-size: 1.0625rem; max-width: 46rem; }
            .note { max-width: 46rem; margin: 0.75rem 0; }
            .tags { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 1rem 0; font-size: 0.875rem; }
            .tag { display: inline-flex; align-items: center; gap: 0.4em; padding: 0.15rem 0.65rem; border-radius: 99px;
              border: 1px solid var(--line); background: var(--surface); }

            pre, details pre { background: var(--surface); border: 1px solid var(--line); border-radius: 8px;
              padding: 0.7rem 0.9rem; margin: 0.35rem 0; }
            mark { background: var(--mark); color: inherit; text-decoration: underline var(--bad) 2px;
              text-underline-offset: 0.3em; text-decoration-skip-ink: none; border-radius: 2px; padding: 0.1em 0; }
            .evidence { display: grid; gap: 1.25rem; margin: 1.25rem 0; }
            .saying { max-width: 46rem; }
            .place { font-weight: 550; } .place .sign { margin-right: 0.4em; }
            .steps { display: grid; gap: 1rem; margin-top: 1rem; }
            .steps p { max-width: 46rem; }
            .whole { user-select: all; -webkit-user-select: all; border-left: 4px solid var(--focus); }
            ins, del { text-decoration: none; border-radius: 3px; padding: 0.1em 0.15em; }
            ins { background: var(--good-tint); } del { background: var(--bad-tint); }
            .which { user-select: none; -webkit-user-select: none; color: var(--muted); }
            .hint { font-weight: 400; }
            .hint::before { content: "· "; }
            """ + HtmlPictures.SHEET;

    /** As a content security policy names it. */
    static final String HASH = "sha256-" + hash();

    private HtmlStyle() {}

    private static String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(SHEET.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
