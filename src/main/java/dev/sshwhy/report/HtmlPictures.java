package dev.sshwhy.report;

/** How the key matrix, the timeline, the configuration and what is folded look; then paper, and other ways to read. */
final class HtmlPictures {
    static final String SHEET = """
            table { border-collapse: separate; border-spacing: 0; width: 100%; }
            caption { text-align: left; color: var(--muted); font-size: 0.875rem; padding-bottom: 0.6rem; }
            th { text-align: left; font-weight: 600; vertical-align: top; }
            thead th { font-size: 0.8125rem; color: var(--muted); font-weight: 550; padding: 0 0.25rem 0.4rem; }
            .matrix { table-layout: fixed; }
            .matrix thead th { text-align: center; }
            .matrix .key { width: 25%; padding-left: 0; padding-right: 0.75rem; text-align: left; }
            .matrix + .matrix, .config + .config { margin-top: 1.5rem; }
            .matrix tbody th { vertical-align: middle; }
            .matrix .number { color: var(--muted); font-weight: 400; font-variant-numeric: tabular-nums; }
            .matrix td { padding: 2px; height: 100%; }
            .tile { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 0.25rem;
              min-height: 4rem; height: 100%; padding: 0.5rem 0.3rem; border-radius: 8px; font-size: 0.8125rem; line-height: 1.25;
              text-align: center; border: 1px solid transparent; background: var(--quiet); color: var(--muted); }
            .tile .sign { width: 1.15rem; height: 1.15rem; }
            .good .tile { background: var(--good-tint); color: var(--good); }
            .bad .tile { background: var(--bad-tint); color: var(--bad); font-weight: 650; }
            .good .tile .cut { stroke: var(--good-tint); } .bad .tile .cut { stroke: var(--bad-tint); }
            .left-out .name { color: var(--muted); font-weight: 400; }
            .legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0.75rem 0; font-size: 0.875rem;
              color: var(--muted); }
            .legend span { display: inline-flex; align-items: center; gap: 0.45em; }
            .fates { display: grid; gap: 1rem; }

            .timeline { margin-top: 0.25rem; }
            .timeline > li { position: relative; padding: 0 0 1.1rem 2.25rem; }
            .timeline > li::before { content: ""; position: absolute; left: 0.62rem; top: 1.6rem; bottom: -0.1rem;
              border-left: 2px solid var(--line); }
            .timeline > .good::before { border-color: var(--good); }
            .timeline > .neutral::before { border-left-style: dashed; }
            .timeline > li:last-child::before { display: none; }
            .timeline .layer .sign { position: absolute; left: 0; top: 0.1rem; width: 1.35rem; height: 1.35rem; }
            .timeline .layer .cut { stroke: var(--paper); }
            .timeline .neutral strong { color: var(--muted); font-weight: 500; }
            .timeline .bad .state { color: var(--bad); font-weight: 600; }
            .stage { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1rem; font-size: 0.9375rem; }
            .stage p { flex: 1 1 20rem; min-width: 0; }
            .bar { flex: 1 1 9rem; max-width: 18rem; min-width: 6rem; height: 0.5rem; fill: var(--bar); }
            .track { fill: var(--quiet); }
            .took { width: 4.5rem; text-align: right; font-variant-numeric: tabular-nums; }

            .config td, .config th, .sides td, .sides th { padding: 0.45rem 1rem 0.45rem 0; border-top: 1px solid var(--line);
              vertical-align: top; }
            .config thead th, .sides thead th { border-top: 0; padding-top: 0; padding-bottom: 0.4rem; }
            .config { table-layout: fixed; }
            .config thead th:first-child { width: 27%; }
            .config .group th { padding-top: 1.1rem; border-top: 0; color: var(--muted); font-size: 0.875rem; }
            .lines { display: grid; gap: 0.4rem; }
            .lines li { border-left: 3px solid var(--good); padding-left: 0.7rem; }
            .loses li { border-left: 3px dotted var(--muted); }
            .loses .value { color: var(--muted); }
            .at { display: block; }
            .account { display: grid; gap: 0.9rem; margin: 1rem 0; }
            td > .sign { margin-right: 0.45em; }
            .names { font-size: 0.9375rem; }

            details { margin: 0.75rem 0; }
            summary { cursor: pointer; padding: 0.6rem 0; font-weight: 550; border-radius: 6px; }
            summary::marker { color: var(--muted); }
            summary .sign { margin: 0 0.35em 0 0.2em; }
            summary h3 { display: inline; font-size: 1rem; margin: 0; }
            summary .standing { margin-left: 0.6em; font-weight: 400; }
            .finding { border: 1px solid var(--line); border-radius: 10px; padding: 0.25rem 1rem; margin: 0.6rem 0;
              background: var(--surface); }
            .finding.follows { margin-left: 1.5rem; }
            .finding pre { background: var(--paper); }
            .folded { padding-bottom: 0.75rem; }
            .page { border-top: 1px solid var(--line); margin: 1rem 0 0; }
            .prose { max-width: 46rem; }
            .prose p, .prose ul, .prose ol, .prose pre { margin: 0.6rem 0; }
            .prose ul, .prose ol, .gaps { padding-left: 1.35rem; } .prose ul, .gaps { list-style: disc; }
            .prose ol { list-style: decimal; }
            .prose :not(pre) > code, .lead code { background: var(--quiet); padding: 0.1em 0.3em; border-radius: 4px; }
            .gaps { display: grid; gap: 0.5rem; max-width: 46rem; }
            footer { border-top: 1px solid var(--line); color: var(--muted); font-size: 0.875rem; padding-top: 1.5rem;
              padding-bottom: 2.5rem; }

            @media (min-width: 64rem) {
              .columns { display: grid; grid-template-columns: minmax(0, 1fr) 11rem; gap: 3.5rem; }
              nav { order: 2; margin: 0; position: sticky; top: 0; align-self: start; padding-top: 2.75rem; }
              nav ul { display: block; border-left: 1px solid var(--line); padding-left: 0.5rem; }
              nav a { padding: 0.35rem 0.75rem; }
            }
            @media screen and (max-width: 47.99rem) {
              .matrix, .config, .sides { display: block; margin: 0; width: 100%; }
              .matrix thead, .config thead, .sides thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
                clip-path: inset(50%); }
              .matrix caption, .config caption, .sides caption, .matrix tbody, .config tbody, .sides tbody { display: block; }
              .matrix tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.9rem, 1fr)); gap: 4px;
                padding: 0.75rem; margin-bottom: 0.75rem; border: 1px solid var(--line); border-radius: 10px;
                background: var(--surface); }
              .matrix .key { grid-column: 1 / -1; width: auto; padding: 0 0 0.4rem; }
              .matrix td::before { content: attr(data-column) / ""; display: block; font-size: 0.8125rem; color: var(--muted);
                padding: 0.15rem 0.1rem; }
              .matrix td { height: auto; padding: 0; display: flex; flex-direction: column; }
              .matrix .tile { flex: 1; min-height: 3.5rem; }
              .config tr, .sides tr { display: block; padding: 0.7rem 0; border-top: 1px solid var(--line); }
              .config td, .config th, .sides td, .sides th { display: block; border: 0; padding: 0.2rem 0; }
              .config .group { border: 0; } .config .group th { padding: 1rem 0 0; }
              .config td::before, .sides td::before { content: attr(data-column) / ""; display: block; font-size: 0.8125rem;
                color: var(--muted); }
              .verdict { padding-top: 1.75rem; padding-bottom: 1.75rem; }
              .finding.follows { margin-left: 0.75rem; }
            }
            @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
            @media (forced-colors: active) {
              .tile, .tag, .whole { border: 1px solid CanvasText; }
              .cut { stroke: Canvas; } .bar { fill: CanvasText; } .track { fill: Canvas; }
              .good .tile .cut, .bad .tile .cut, .verdict .cut, .timeline .layer .cut { stroke: Canvas; }
            }
            @media print {
              @page { margin: 16mm; }
              html { font-size: 9.5pt; background: none; }
              * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
              nav, .skip { display: none; }
              .columns { display: block; max-width: none; padding: 0; }
              .verdict, footer { padding-left: 1rem; padding-right: 1rem; }
              details::details-content { content-visibility: visible; block-size: auto; height: auto; }
              .finding, .matrix, .evidence > li, .steps > li, tr, pre, .timeline > li, .account > li { break-inside: avoid; }
              h2, h3, h4, summary, caption { break-after: avoid; }
            }
            """;

    private HtmlPictures() {}
}
