package dev.sshwhy.report;

/** The page's colours; text has at least the contrast that WCAG 2.2 AA asks for, in both schemes. */
final class HtmlColours {
    static final String SHEET = """
            :root { color-scheme: light dark;
              --paper: #fbfaf8; --surface: #ffffff; --quiet: #f1efea; --line: #dfdbd3; --ink: #1c2024; --muted: #5a616b;
              --link: #0b57b0; --focus: #0b57b0; --bar: #7c8794; --mark: #fde3df;
              --good: #17693a; --good-tint: #e6f3ea; --bad: #b3261e; --bad-tint: #fbe7e4; --asks: #7d4e00;
              --open: #3c5573; }
            .ready { --accent: var(--good); --tint: #eff8f2; }
            .blocked { --accent: var(--bad); --tint: #fdf2f0; }
            .prompts { --accent: var(--asks); --tint: #fdf7ea; }
            .unknown { --accent: var(--open); --tint: #f0f4f9; }
            @media screen and (prefers-color-scheme: dark) {
              :root { --paper: #131519; --surface: #1b1e23; --quiet: #23272d; --line: #343940; --ink: #e9e7e2; --muted: #a5acb6;
                --link: #8ab8f5; --focus: #8ab8f5; --bar: #79828e; --mark: #4d2623;
                --good: #7bd096; --good-tint: #17291e; --bad: #ff9288; --bad-tint: #331d1b; --asks: #eebb66;
                --open: #a5c2e6; }
              .ready { --tint: #14211a; } .blocked { --tint: #251918; } .prompts { --tint: #231d13; }
              .unknown { --tint: #171d26; }
            }
            """;

    private HtmlColours() {}
}
