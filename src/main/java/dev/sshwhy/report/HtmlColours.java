package dev.sshwhy.report;

/** The page's colours; text has at least the contrast that WCAG 2.2 AA asks for, in both schemes. */
final class HtmlColours {
    static final String SHEET = """
            :root { color-scheme: light dark;
              --paper: #fbfaf8; --surface: #ffffff; --quiet: #f1efea; --line: #dfdbd3; --ink: #1c2024; --muted: #5a616b;
              --link: #0b57b0; --focus: #0b57b0; --mark: #fde3df;
              --good: #17693a; --good-tint: #e6f3ea; --bad: #b3261e; --bad-tint: #fbe7e4; --asks: #7d4e00;
              --asks-tint: #fbf0da; --open: #3c5573; --open-tint: #eaf0f7; }
            .ready { --accent: var(--good); --tint: var(--good-tint); }
            .blocked { --accent: var(--bad); --tint: var(--bad-tint); }
            .prompts { --accent: var(--asks); --tint: var(--asks-tint); }
            .unknown { --accent: var(--open); --tint: var(--open-tint); }
            @media screen and (prefers-color-scheme: dark) {
              :root { --paper: #131519; --surface: #1b1e23; --quiet: #23272d; --line: #343940; --ink: #e9e7e2; --muted: #a5acb6;
                --link: #8ab8f5; --focus: #8ab8f5; --mark: #4d2623;
                --good: #7bd096; --good-tint: #17291e; --bad: #ff9288; --bad-tint: #331d1b; --asks: #eebb66;
                --asks-tint: #2d2413; --open: #a5c2e6; --open-tint: #1a2430; }
            }
            """;

    private HtmlColours() {}
}
