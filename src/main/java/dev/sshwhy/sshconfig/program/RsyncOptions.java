package dev.sshwhy.sshconfig.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * rsync's options as popt(3) reads them: options may stand behind operands, "--" ends them, and a long option that
 * takes a value takes the next word whatever it looks like. Aliases from a {@code ~/.popt} are not known.
 */
final class RsyncOptions {
    /**
     * One option a line: its names, "/" between them, a single character being a letter; then what it does. "!" in
     * front gives every name a no- form, "~" only the long ones; a no- form sets back all that the option does.
     *
     * <p>{@code x=3} sets the number x, {@code x+} counts it up, {@code x|2} adds bits to it, {@code x?1} sets it where
     * it is zero, {@code x#} takes it from the option's value; {@code x:} keeps the value as a text, {@code x*} as one
     * of several, {@code x'y} makes it the text y, and {@code x-} forgets it; {@code x%} has a method of its own. The
     * names are those of rsync 3.5, options.c.
     */
    private static final String TABLE = """
            help help=1
            version/V version=1
            !verbose/v verbose+
            info info*
            debug debug*
            stderr stderr%
            ~msgs2stderr stderr=1
            quiet/q quiet+
            ~motd
            stats stats=1
            !human-readable/h human+
            dry-run/n dry=1
            archive/a recurse?1 links=1 perms=1 times=1 group=1 owner=1 devices=1 specials=1
            !recursive/r recurse=2
            ~inc-recursive/i-r incremental=1
            !dirs/d dirs=2
            old-dirs/old-d dirs=4
            !perms/p perms=1
            executability/E executability=1
            acls/A acls=1 perms=1
            no-acls/no-A acls=0
            !xattrs/X xattrs+
            !times/t times=1
            !atimes/U atimes+
            ~open-noatime open-noatime=1
            !crtimes/N crtimes=1
            !omit-dir-times/O omit-dir-times=1
            !omit-link-times/J omit-link-times=1
            modify-window/@ modify-window#
            ~super super=1 fake-super=0
            fake-super super=0 fake-super=1
            !owner/o owner=1
            !group/g group=1
            !D devices=1 specials=1
            ~devices devices=1
            copy-devices copy-devices=1
            ~write-devices write-devices=1
            ~specials specials=1
            ~drop-D
            confine-root ignored:
            !links/l links=1
            copy-links/L copy-links=1
            copy-unsafe-links copy-unsafe-links=1
            safe-links safe-links=1
            ~insecure-links
            ~munge-links
            copy-dirlinks/k copy-dirlinks=1
            keep-dirlinks/K keep-dirlinks=1
            !hard-links/H hard-links+
            !relative/R relative=1
            ~implied-dirs/i-d implied-dirs=1
            chmod ignored:
            ignore-times/I ignore-times=1
            size-only size-only=1
            !one-file-system/x one-file-system+
            update/u update=1
            existing/ignore-non-existing existing=1
            ignore-existing ignore-existing=1
            max-size max-size:
            min-size min-size:
            max-alloc max-alloc:
            !sparse/S sparse=1
            preallocate preallocate=1
            ~inplace inplace=1
            append append=1
            append-verify append=2
            no-append append=0
            del/delete-during delete-during=1
            delete delete=1
            delete-before delete-before=1
            delete-delay delete-during=2
            delete-after delete-after=1
            delete-excluded delete-excluded=1
            delete-missing-args missing-args|2
            ignore-missing-args missing-args|1
            remove-sent-files remove-source=2
            remove-source-files remove-source=1
            ~force force=1
            ~ignore-errors ignore-errors=1
            max-delete max-delete#
            F
            filter/f ignored:
            exclude ignored:
            include ignored:
            exclude-from rules-from*
            include-from rules-from*
            cvs-exclude/C cvs-exclude=1
            !whole-file/W whole-file=1
            !checksum/c checksum=1
            checksum-choice/cc checksum-choice:
            block-size/B block-size:
            compare-dest basis* basis-kind|1
            copy-dest basis* basis-kind|2
            link-dest basis* basis-kind|4
            !fuzzy/y fuzzy+
            compress/z compress+
            old-compress compress-choice'zlib
            new-compress compress-choice'zlibx
            no-compress/no-z compress=0 compress-choice-
            compress-choice/zc compress-choice:
            skip-compress skip-compress:
            compress-level/zl compress-level#
            compress-threads/zt ignored-number#
            P progress=1 partial=1
            ~progress progress=1
            ~partial partial=1
            partial-dir partial-dir:
            ~delay-updates delay-updates=1
            !prune-empty-dirs/m prune-empty-dirs=1
            log-file ignored:
            log-file-format ignored:
            out-format/log-format out-format:
            !itemize-changes/i itemize+
            ~bwlimit bwlimit:
            ~backup/b backup=1
            backup-dir backup-dir:
            suffix suffix:
            list-only list-only=2
            read-batch batch: read-batch=1
            write-batch batch: write-batch=1
            only-write-batch batch: write-batch=2
            files-from files-from:
            ~from0/0 from0=1
            old-args old-args+
            no-old-args old-args=0 new-args=1
            !secluded-args/protect-args/s secluded=1
            trust-sender trust-sender=1
            ~numeric-ids numeric-ids=1
            usermap user-map* owner=1
            groupmap group-map* group=1
            chown chown%
            ~timeout timeout#
            ~contimeout contimeout#
            fsync fsync=1
            stop-after/time-limit/stop-at ignored:
            rsh/e rsh:
            rsync-path rsync-path:
            temp-dir/T temp-dir:
            iconv iconv:
            no-iconv iconv'-
            ipv4/4 family=4
            ipv6/6 family=6
            !8-bit-output/8
            ~mkpath mkpath=1
            qsort qsort=1
            copy-as ignored:
            address ignored:
            port ignored-number#
            sockopts ignored:
            password-file password-file:
            early-input ignored:
            ~blocking-io
            outbuf outbuf:
            remote-option/M remote-option*
            protocol protocol#
            checksum-seed checksum-seed#
            server server=1
            sender server=1
            config daemon=1 ignored:
            dparam daemon=1 ignored:
            daemon/detach/no-detach daemon=1
            """;

    private static final String OPERATORS = "=+|?#:*%'";
    private static final String WITH_VALUE = "#:*%";

    private final Map<String, List<String>> table = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, List<String>> texts = new HashMap<>();
    private final List<String> operands = new ArrayList<>();
    private final List<String> words;
    private Optional<String> problem = Optional.empty();
    private int at;

    RsyncOptions(List<String> words) {
        this.words = words;
        TABLE.lines().map(it -> List.of(it.split(" ", -1))).forEach(this::enter);
        numbers.put("human", 1);
        while (at < words.size() && problem.isEmpty() && number("help") == 0 && number("daemon") == 0) {
            word(words.get(at++));
        }
    }

    /** The words that are no options. */
    List<String> operands() {
        return operands;
    }

    /** What popt refuses; whatever follows has not been read. */
    Optional<String> problem() {
        return problem;
    }

    /** A number of the table; 0 where no option has set it. */
    int number(String name) {
        return numbers.getOrDefault(name, 0);
    }

    boolean is(String name) {
        return number(name) > 0;
    }

    /** Whether an option has set the number, perhaps to zero. */
    boolean isSet(String name) {
        return numbers.containsKey(name);
    }

    /** A text of the table, the last one given. */
    Optional<String> text(String name) {
        List<String> all = texts(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    List<String> texts(String name) {
        return texts.getOrDefault(name, List.of());
    }

    private void enter(List<String> row) {
        String head = row.get(0);
        boolean negatable = head.startsWith("!") || head.startsWith("~");
        List<String> effects = row.subList(1, row.size());
        for (String name : (negatable ? head.substring(1) : head).split("/", -1)) {
            table.put(name, effects);
            if (negatable && (name.length() > 1 || head.startsWith("!"))) {
                table.put(
                        "no-" + name, effects.stream().map(RsyncOptions::undone).toList());
            }
        }
    }

    /** What a no- form does where the option itself does this. */
    private static String undone(String effect) {
        int end = endOfName(effect);
        return effect.substring(0, end) + (":*".indexOf(effect.charAt(end)) < 0 ? "=0" : "-");
    }

    private static int endOfName(String effect) {
        int end = 0;
        while (OPERATORS.indexOf(effect.charAt(end)) < 0 && end < effect.length() - 1) {
            end++;
        }
        return end;
    }

    private void word(String word) {
        if (word.equals("--")) {
            operands.addAll(words.subList(at, words.size()));
            at = words.size();
        } else if (!word.startsWith("-") || word.length() == 1) {
            operands.add(word);
        } else if (word.startsWith("--")) {
            int equals = word.indexOf('=');
            String name = word.substring(2, equals < 0 ? word.length() : equals);
            option(name.length() > 1 ? name : "", word, equals < 0 ? Optional.empty() : rest(word, equals));
        } else {
            bundle(word);
        }
    }

    private void bundle(String word) {
        for (int i = 1; i < word.length() && problem.isEmpty(); i++) {
            String name = word.substring(i, i + 1);
            boolean last = i + 1 == word.length();
            boolean takesAll = takesValue(name) || word.startsWith("=", i + 1);
            int value = word.startsWith("=", i + 1) ? i + 1 : i;
            option(name, "-" + name, takesAll && !last ? rest(word, value) : Optional.empty());
            if (takesAll) {
                return;
            }
        }
    }

    private static Optional<String> rest(String word, int before) {
        return Optional.of(word.substring(before + 1));
    }

    private boolean takesValue(String name) {
        return table.getOrDefault(name, List.of()).stream()
                .anyMatch(it -> WITH_VALUE.indexOf(it.charAt(it.length() - 1)) >= 0);
    }

    private void option(String name, String shown, Optional<String> attached) {
        if (!table.containsKey(name)) {
            refuse("rsync has no option " + Answer.quoted(shown));
        } else if (!takesValue(name)) {
            if (attached.isPresent()) {
                refuse("rsync " + Answer.quoted(shown) + ": the option takes no value");
            }
            table.getOrDefault(name, List.of()).forEach(it -> apply(it, ""));
        } else if (attached.isEmpty() && at == words.size()) {
            refuse("rsync " + Answer.quoted(shown) + " needs a value");
        } else {
            String value = attached.isPresent() ? attached.get() : words.get(at++);
            table.getOrDefault(name, List.of()).forEach(it -> apply(it, value));
        }
    }

    private void refuse(String reason) {
        problem = Optional.of(reason);
    }

    private void apply(String effect, String value) {
        int end = endOfName(effect);
        String name = effect.substring(0, end);
        switch (effect.charAt(end)) {
            case '=' -> numbers.put(name, effect.charAt(end + 1) - '0');
            case '+' -> numbers.merge(name, 1, Integer::sum);
            case '|' -> numbers.merge(name, effect.charAt(end + 1) - '0', (old, bit) -> old | bit);
            case '?' -> numbers.merge(name, effect.charAt(end + 1) - '0', (old, number) -> old == 0 ? number : old);
            case '#' -> number(name, value);
            case '*' -> texts.computeIfAbsent(name, it -> new ArrayList<>()).add(value);
            case '%' -> {
                if (name.equals("chown")) {
                    chown(value);
                } else {
                    stderr(value);
                }
            }
            case ':' -> texts.put(name, List.of(value));
            case '\'' -> texts.put(name, List.of(effect.substring(end + 1)));
            default -> texts.remove(name);
        }
    }

    /** {@code --chown=user:group}, which is a --usermap and a --groupmap. */
    private void chown(String value) {
        int colon = value.indexOf(':');
        String user = colon < 0 ? value : value.substring(0, colon);
        if (!user.isEmpty()) {
            apply("user-map*", "*:" + user);
            apply("owner=1", "");
        }
        if (colon >= 0 && colon + 1 < value.length()) {
            apply("group-map*", "*:" + value.substring(colon + 1));
            apply("group=1", "");
        }
    }

    /** {@code --stderr}, whose modes may be shortened: nothing, everything or (2) errors go there. */
    private void stderr(String mode) {
        List<String> modes = List.of("client", "all", "errors");
        for (int i = 0; i < modes.size(); i++) {
            if (!mode.isEmpty() && modes.get(i).startsWith(mode)) {
                numbers.put("stderr", i);
                return;
            }
        }
        refuse("rsync --stderr takes errors, all or client");
    }

    /** A number as strtoll(3) reads it with any base: 0x10, 010, 10. */
    private void number(String name, String value) {
        try {
            numbers.put(name, value.isEmpty() ? 0 : Integer.decode(value.stripLeading()));
        } catch (NumberFormatException e) {
            refuse("rsync: " + Answer.quoted(value) + " is no number");
        }
    }
}
