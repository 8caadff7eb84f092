package dev.sshwhy.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Options at a terminal: the values, the places that decided them at the right, and below them the lines they shadow. */
final class ConfigRows {
    private static final String MARGIN = ConfigReport.MARGIN;
    private static final String GAP = ConfigReport.GAP;
    /** With less room than that, a list goes below its place rather than be cut to one name. */
    private static final int LEAST_LIST = 48;

    private static final int MOST_LINES = 8;
    private static final int MOST_SHADOWED = 6;

    /** An option with one value, ready to show. */
    record Row(String option, String value, String place, boolean isDefault, List<Shadowed> shadowed) {
        Row {
            shadowed = List.copyOf(shadowed);
        }
    }

    /** A line that came too late, ready to show. */
    record Shadowed(String text, String place) {}

    private final Sheet sheet;
    private final TextStyle style;
    /** The columns in which values and places begin. */
    private final int valuesAt;

    private final int placesAt;

    /** @param all the rows that stand below each other, from which it is known how wide they are */
    ConfigRows(Sheet sheet, List<Row> all) {
        this.sheet = sheet;
        this.style = sheet.style();
        int most = style.width() * 2 / 5;
        int names = all.stream().mapToInt(it -> it.option().length()).max().orElse(0);
        int places = 0;
        for (Row row : all) {
            places = Math.max(places, Columns.of(row.place()));
            for (Shadowed it : row.shadowed()) {
                places = Math.max(places, Columns.of(it.place()));
            }
        }
        this.valuesAt = MARGIN.length() + Math.min(names, most) + GAP.length();
        this.placesAt = style.width() - Math.min(places, most);
    }

    void write(List<Row> rows) {
        // All values of an option shadow the same lines.
        Set<Shadowed> shadowed = new LinkedHashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i));
            shadowed.addAll(rows.get(i).shadowed());
            boolean last = i + 1 == rows.size()
                    || !rows.get(i + 1).option().equals(rows.get(i).option());
            if (last) {
                shadowed(shadowed);
                shadowed.clear();
            }
        }
    }

    private void row(Row row) {
        String head = MARGIN + row.option();
        if (head.length() + GAP.length() > valuesAt) {
            sheet.line(head);
            head = "";
        }
        // The end of a place says most: the file's own name, and the line.
        String place = style.cutBefore(row.place(), style.width() - placesAt);
        String told = row.isDefault() ? style.dim(place) : place;
        List<String> lines = lines(row.value());
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i + 1 == lines.size();
            String text = Columns.padded(head, valuesAt) + lines.get(i);
            head = "";
            if (last && Columns.of(text) + GAP.length() <= placesAt) {
                sheet.line(Columns.padded(text, placesAt) + told);
            } else {
                sheet.line(text);
                if (last) {
                    sheet.line(" ".repeat(placesAt) + told);
                }
            }
        }
    }

    private List<String> lines(String value) {
        int besidePlace = placesAt - valuesAt - GAP.length();
        if (Columns.of(value) <= besidePlace) {
            return List.of(value);
        }
        int whole = style.width() - valuesAt;
        if (isList(value)) {
            return List.of(list(value, besidePlace >= LEAST_LIST ? besidePlace : whole));
        }
        List<String> lines = Sheet.folded(value, whole);
        if (lines.size() > MOST_LINES) {
            lines.subList(MOST_LINES, lines.size()).clear();
            lines.add(style.ellipsis() + " (" + value.length() + " characters in all)");
        }
        return lines;
    }

    private static boolean isList(String value) {
        boolean oneWord = value.indexOf(' ') < 0 && value.indexOf('/') < 0;
        return oneWord && value.indexOf(',') != value.lastIndexOf(',');
    }

    /** As many names of a list as fit, and how many there are. */
    private String list(String value, int room) {
        List<String> names = List.of(value.split(",", -1));
        String rest = "," + style.ellipsis() + " (" + names.size() + " in all)";
        StringBuilder some = new StringBuilder();
        for (String name : names) {
            if (some.length() + 1 + name.length() + rest.length() > room) {
                break;
            }
            some.append(some.isEmpty() ? "" : ",").append(name);
        }
        return value.length() <= room ? value : some.isEmpty() ? rest.substring(1) : some + rest;
    }

    private void shadowed(Set<Shadowed> all) {
        for (Shadowed it : all.stream().limit(MOST_SHADOWED).toList()) {
            String place = style.cutBefore(it.place(), style.width() - placesAt);
            String text = style.cut(MARGIN + GAP + "not  " + it.text(), placesAt - GAP.length());
            sheet.line(style.dim(Columns.padded(text, placesAt) + place));
        }
        if (all.size() > MOST_SHADOWED) {
            sheet.line(style.dim(MARGIN + GAP + "not  " + (all.size() - MOST_SHADOWED) + " more lines"));
        }
    }
}
