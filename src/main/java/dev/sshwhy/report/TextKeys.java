package dev.sshwhy.report;

import java.util.ArrayList;
import java.util.List;

/** The key table at a terminal: as many columns as fit, and alike keys of an agent told once. */
final class TextKeys {
    private static final int MOST_ROWS = 6;
    private static final int SHORTEST_NAME = 16;
    private static final int ALIKE = 4;

    /** What of a key is shown; the first are the first to go where there is no room. */
    private enum Column {
        PAIR,
        MODE,
        AGENT,
        ACCOUNT,
        SERVER;

        /** As they stand from left to right. */
        private static final List<Column> SHOWN = List.of(MODE, PAIR, AGENT, ACCOUNT, SERVER);

        private String title() {
            return TextReport.word(this);
        }

        private KeyTable.Cell of(KeyTable.Row row) {
            return switch (this) {
                case PAIR -> row.pair();
                case MODE -> row.mode();
                case AGENT -> row.agent();
                case ACCOUNT -> row.account();
                case SERVER -> row.server();
            };
        }

        private int columns(List<KeyTable.Row> rows) {
            int widest = title().length();
            for (KeyTable.Row it : rows) {
                widest = Math.max(widest, Columns.of(of(it).text()));
            }
            return widest;
        }
    }

    private final Sheet sheet;
    private final TextStyle style;

    private TextKeys(Sheet sheet) {
        this.sheet = sheet;
        this.style = sheet.style();
    }

    static void write(Sheet sheet, String title, List<KeyTable.Row> rows) {
        if (!rows.isEmpty()) {
            sheet.blank();
            new TextKeys(sheet).write(title, rows);
        }
    }

    private void write(String title, List<KeyTable.Row> rows) {
        List<Column> columns = new ArrayList<>(Column.SHOWN);
        int places = rows.stream().mapToInt(it -> it.place().length()).max().orElse(1);
        int lead = 4 + places + 1;
        int longest = rows.stream()
                .mapToInt(it -> Columns.of(style.prose(it.name())))
                .max()
                .orElse(0);
        for (Column it : Column.values()) {
            if (columns.size() > 1 && lead + Math.min(longest, SHORTEST_NAME) + room(columns, rows) > style.width()) {
                columns.remove(it);
            }
        }
        int most = style.width() - lead - room(columns, rows);
        int names = Math.min(most, Math.max(longest, Columns.of(title) + 2 - lead));

        StringBuilder head = new StringBuilder(Columns.padded("  " + style.cut(title, lead + names - 2), lead + names));
        columns.forEach(it -> head.append("  ").append(Columns.padded(it.title(), it.columns(rows))));
        sheet.line(style.bold(head.toString().stripTrailing()));
        rows(rows, columns, places, names);
    }

    private static int room(List<Column> columns, List<KeyTable.Row> rows) {
        return columns.stream().mapToInt(it -> it.columns(rows) + 2).sum();
    }

    private void rows(List<KeyTable.Row> rows, List<Column> columns, int places, int names) {
        int shown = 0;
        for (int i = 0; i < rows.size(); i++) {
            KeyTable.Row row = rows.get(i);
            if (shown == 2 * MOST_ROWS) {
                sheet.line("    and " + (rows.size() - i) + " more");
                return;
            }
            StringBuilder line = new StringBuilder("    ")
                    .append(" ".repeat(places - row.place().length()))
                    .append(row.place())
                    .append(' ')
                    .append(Columns.padded(style.cutWithin(style.prose(row.name()), names), names));
            for (Column it : columns) {
                KeyTable.Cell cell = it.of(row);
                line.append("  ").append(coloured(cell)).append(" ".repeat(it.columns(rows) - Columns.of(cell.text())));
            }
            sheet.line(line.toString());
            shown++;
            int alike = alike(rows, i, columns);
            if (rows.size() > MOST_ROWS && alike >= ALIKE) {
                sheet.line("    " + " ".repeat(places) + " and " + alike + " more of the agent, alike");
                i += alike;
                shown++;
            }
        }
    }

    /** How many keys of the agent behind this one differ from it by their name alone. */
    private static int alike(List<KeyTable.Row> rows, int at, List<Column> columns) {
        int next = at + 1;
        while (next < rows.size() && areAlike(rows.get(at), rows.get(next), columns)) {
            next++;
        }
        return next - at - 1;
    }

    private static boolean areAlike(KeyTable.Row one, KeyTable.Row other, List<Column> columns) {
        return one.name().startsWith(KeyTable.OF_AGENT)
                && other.name().startsWith(KeyTable.OF_AGENT)
                && columns.stream().allMatch(it -> it.of(one).equals(it.of(other)));
    }

    private String coloured(KeyTable.Cell cell) {
        return switch (cell.tone()) {
            case GOOD -> style.green(cell.text());
            case BAD -> style.red(cell.text());
            case NEUTRAL -> cell.text();
        };
    }
}
