package dev.sshwhy.sshconfig.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The command that rsync gives the remote rsync: which of the options it passes on, and how (rsync options.c, the end
 * of parse_arguments, and server_options). Modelled on release 3.5 with all that a Linux build can do.
 */
final class RsyncServer {
    private static final int OLDEST_WITH_FLAGS = 30;
    private static final int MOST_VERBOSE = 9;
    private static final int MOST_BASIS_FOLDERS = 20;
    private static final long LEAST_BANDWIDTH = 512;
    private static final long USUAL_ALLOCATION = 1L << 30;
    private static final String SHELL_CHARACTERS = "!#$&;|<>(){}\"'` \t\n\r\\";
    private static final String WILDCARDS = "*?[]";

    private final RsyncOptions options;
    private final Around around;

    /** Whether this side sends the files, and the other receives them. */
    private final boolean sending;

    private final boolean named;
    private final boolean secluded;
    private final int oldArguments;
    private final RsyncOutput info;
    private final int recursion;
    private final int folders;
    private final boolean deleting;
    private final boolean relative;
    private final Optional<String> filesFrom;
    private final boolean filesFromThere;
    private final Optional<String> compressor;
    private final Optional<String> backupFolder;
    private final Optional<String> partialFolder;
    private final boolean inplace;
    private final List<String> words = new ArrayList<>();
    private Optional<String> problem = Optional.empty();

    /** @param named whether more than one operand is given, so that a target is named */
    RsyncServer(RsyncOptions options, Around around, boolean sending, boolean named) {
        this.options = options;
        this.around = around;
        this.sending = sending;
        this.named = named;
        this.oldArguments = oldArguments();
        this.secluded = oldArguments == 0 && isSecluded();
        this.info = new RsyncOutput(RsyncOutput.INFO, options.texts("info"));
        Optional<String> list = options.text("files-from");
        Optional<RsyncName> listThere = list.flatMap(RsyncName::of);
        this.filesFrom = listThere.map(RsyncName::path).or(() -> list);
        this.filesFromThere = listThere.isPresent();
        this.recursion = recursion();
        this.folders = folders();
        this.deleting = isOneOf("delete", "delete-before", "delete-during", "delete-after", "delete-excluded");
        this.relative = options.isSet("relative") ? options.is("relative") : filesFrom.isPresent();
        this.compressor = compressor();
        this.backupFolder = backupFolder();
        this.inplace = isOneOf("inplace", "append", "write-devices");
        this.partialFolder = partialFolder();
    }

    /** What rsync refuses about its options once it has them all; empty when there is nothing. */
    Optional<String> problem() {
        RsyncOutput debug = new RsyncOutput(RsyncOutput.DEBUG, options.texts("debug"));
        refuseUnless(info.unknown(), "rsync --info does not know ");
        refuseUnless(debug.unknown(), "rsync --debug does not know ");
        int when = (options.is("delete-before") ? 1 : 0)
                + (options.is("delete-during") ? 1 : 0)
                + (options.is("delete-after") ? 1 : 0);
        refuseIf(when > 1, "rsync takes one of --delete-before, --delete-during, --delete-after");
        refuseIf(deleting && folders == 0, "rsync --delete needs -r or -d");
        refuseIf(
                Integer.bitCount(options.number("basis-kind")) > 1,
                "rsync takes one of --compare-dest, --copy-dest, " + "--link-dest");
        refuseIf(options.texts("basis").size() > MOST_BASIS_FOLDERS, "rsync takes at most 20 such folders");
        refuseIf(options.is("fake-super") && options.number("xattrs") > 1, "rsync --fake-super conflicts with -XX");
        refuseIf(options.texts("user-map").size() > 1, "rsync takes one --usermap or --chown");
        refuseIf(options.texts("group-map").size() > 1, "rsync takes one --groupmap or --chown");
        refuseIf(options.is("append") && isWhole(), "rsync --append conflicts with --whole-file");
        refuseIf(inplace && partialFolder.isPresent(), "rsync --inplace conflicts with --partial-dir");
        refuseIf(inplace && options.is("delay-updates"), "rsync --inplace conflicts with --delay-updates");
        refuseIf(options.is("write-batch") && options.is("read-batch"), "rsync cannot read and write a batch at once");
        refuseIf(options.number("old-args") > 0 && options.is("secluded"), "rsync --old-args conflicts with -s");
        String suffix = options.text("suffix").orElse(options.text("backup-dir").isPresent() ? "" : "~");
        refuseIf(suffix.contains("/"), "rsync --suffix cannot contain slashes");
        refuseIf(suffix.isEmpty() && backupFolder.isEmpty(), "rsync --suffix cannot be empty");
        for (String option : options.texts("remote-option")) {
            refuseIf(!option.startsWith("-"), "rsync -M " + Answer.quoted(option) + " does not start with a dash");
        }
        for (String name : List.of("block-size", "max-size", "min-size")) {
            refuseIf(isBad(name, 'b'), "rsync --" + name + " is given no size");
        }
        refuseIf(isBad("bwlimit", 'K') || isBad("max-alloc", 'B'), "rsync is given no size");
        for (String file : options.texts("rules-from")) {
            refuseIf(!file.equals("-") && !around.exists(file), "rsync finds no file " + Answer.quoted(file) + " here");
        }
        refuseIf(
                !filesFromThere
                        && filesFrom
                                .filter(it -> !it.equals("-") && !around.exists(it))
                                .isPresent(),
                "rsync --files-from: there is no such file here");
        return problem;
    }

    /**
     * The words from "--server" up to the "." before the paths, and the paths; a shell on the other side reads them.
     */
    List<String> words(List<String> paths) {
        words.add("--server");
        addIf(!sending, "--sender");
        String letters = letters();
        addIf(letters.length() > 1, letters);
        options.text("iconv")
                .or(() -> around.variable("RSYNC_ICONV"))
                .filter(it -> !it.equals("-"))
                .ifPresent(it -> addValue("--iconv", it.substring(it.indexOf(',') + 1)));
        if (secluded) {
            return words; // the rest goes through the connection
        }
        common();
        if (sending) {
            forReceiver();
        } else {
            options.text("skip-compress").ifPresent(it -> addValue("--skip-compress", it));
        }
        options.text("max-alloc")
                .or(() -> around.variable("RSYNC_MAX_ALLOC"))
                .filter(it -> RsyncSize.bytes(it, 'B').orElse(0) != USUAL_ALLOCATION)
                .ifPresent(it -> addValue("--max-alloc", it));
        if (options.number("missing-args") >= 2) {
            words.add("--delete-missing-args");
        } else {
            addIf(options.is("missing-args") && !sending, "--ignore-missing-args");
        }
        int window = options.number("modify-window");
        addIf(options.isSet("modify-window") && sending, (window < 0 ? "-@" : "--modify-window=") + window);
        addIf(options.number("checksum-seed") != 0, "--checksum-seed=" + options.number("checksum-seed"));
        partial();
        addIf(options.is("ignore-errors"), "--ignore-errors");
        addIf(options.is("copy-unsafe-links"), "--copy-unsafe-links");
        addIf(options.is("safe-links"), "--safe-links");
        addIf(options.is("numeric-ids"), "--numeric-ids");
        addIf(options.is("qsort"), "--use-qsort");
        if (sending) {
            ownersAndFolders();
        }
        info.forServer(sending).ifPresent(words::add);
        late();
        for (String option : options.texts("remote-option")) {
            words.add(oldArguments > 0 ? option : escaped(option, false));
        }
        words.add(".");
        for (String path : paths) {
            words.add(pathWord(path));
        }
        return words;
    }

    private String letters() {
        StringBuilder out = new StringBuilder("-");
        letter(out, secluded ? 1 : 0, 's');
        letter(out, Math.min(options.number("verbose"), MOST_VERBOSE), 'v');
        letter(out, options.is("quiet") && stderr() != 0 ? 1 : 0, 'q');
        letter(out, isBackingUp() ? 1 : 0, 'b');
        once(out, "update", 'u');
        once(out, "dry", 'n');
        once(out, "links", 'l');
        boolean listing = !named || options.is("list-only");
        boolean alone = folders == 1 && recursion == 0 && (listing || (deleting && sending));
        letter(out, (folders >= 2 && folders < 4) || alone ? 1 : 0, 'd');
        if (sending) {
            once(out, "keep-dirlinks", 'K');
            once(out, "prune-empty-dirs", 'm');
            letter(out, options.is("omit-dir-times") && !(isBackingUp() && backupFolder.isEmpty()) ? 1 : 0, 'O');
            once(out, "omit-link-times", 'J');
            boolean twice =
                    options.number("fuzzy") > 1 && !options.texts("basis").isEmpty();
            letter(out, twice ? 2 : Math.min(options.number("fuzzy"), 1), 'y');
        } else {
            once(out, "copy-links", 'L');
            once(out, "copy-dirlinks", 'k');
        }
        letter(out, isWhole() ? 1 : 0, 'W');
        letter(out, Math.min(options.number("hard-links"), 2), 'H');
        once(out, "owner", 'o');
        once(out, "group", 'g');
        once(out, "devices", 'D');
        once(out, "times", 't');
        letter(out, Math.min(options.number("atimes"), 2), 'U');
        once(out, "crtimes", 'N');
        if (options.is("perms")) {
            out.append('p');
        } else {
            letter(out, options.is("executability") && sending ? 1 : 0, 'E');
        }
        once(out, "acls", 'A');
        letter(out, Math.min(options.number("xattrs"), 2), 'X');
        letter(out, recursion > 0 ? 1 : 0, 'r');
        once(out, "checksum", 'c');
        once(out, "cvs-exclude", 'C');
        once(out, "ignore-times", 'I');
        letter(out, relative ? 1 : 0, 'R');
        letter(out, Math.min(options.number("one-file-system"), 2), 'x');
        once(out, "sparse", 'S');
        letter(out, isZlib() ? 1 : 0, 'z');
        if (!options.isSet("protocol") || options.number("protocol") >= OLDEST_WITH_FLAGS) {
            out.append(isIncremental() ? "e.i" : "e.").append("LsfxCIvu");
        }
        return out.toString();
    }

    private void once(StringBuilder out, String name, char letter) {
        letter(out, options.is(name) ? 1 : 0, letter);
    }

    private static void letter(StringBuilder out, int times, char letter) {
        out.append(String.valueOf(letter).repeat(times));
    }

    private void common() {
        addIf(options.is("list-only"), "--list-only");
        addIf(folders > 0 && recursion == 0 && deleting && sending, "--no-r");
        addIf(options.isSet("compress-level"), "--compress-level=" + options.number("compress-level"));
        if (options.is("devices")) {
            addIf(!options.is("specials"), "--no-specials");
        } else {
            addIf(options.is("specials"), "--specials");
        }
        if (sending) {
            logFormat();
        }
        addIf(stderr() == 1, "--msgs2stderr");
        addIf(stderr() == 0, "--no-msgs2stderr");
        size("block-size", 'b').ifPresent(it -> addIf(it > 0, "-B" + it));
        addIf(options.number("timeout") != 0, "--timeout=" + options.number("timeout"));
        size("bwlimit", 'K').ifPresent(it -> addIf(it > 0, "--bwlimit=" + (it + LEAST_BANDWIDTH) / 1024));
        backupFolder.ifPresent(it -> addSplit("--backup-dir", it));
        options.text("suffix")
                .filter(it -> !it.equals(backupFolder.isPresent() ? "" : "~"))
                .ifPresent(it -> addValue("--suffix", it));
        checksumChoice().ifPresent(it -> addValue("--checksum-choice", it));
        compressor.ifPresent(it -> {
            switch (it.toLowerCase(Locale.ROOT)) {
                case "zlibx" -> words.add("--new-compress");
                case "zlib" -> words.add("--old-compress");
                default -> addValue("--compress-choice", it);
            }
        });
    }

    /** The other side does not log, but must know what the log here needs from it. */
    private void logFormat() {
        Optional<String> format = options.text("out-format");
        int itemized = options.number("itemize");
        int items = format.isEmpty() ? itemized : has(format.get(), 'i') ? itemized | 1 : 0;
        boolean named1 = info.level("NAME").orElse(options.is("verbose") || options.is("progress") ? 1 : 0) > 0;
        if (items > 1) {
            words.add("--log-format=%i%I");
        } else if (items > 0) {
            words.add("--log-format=%i");
        } else if (format.filter(it -> has(it, 'o')).isPresent()) {
            words.add("--log-format=%o");
        } else {
            addIf((format.isPresent() || named1) && !options.is("verbose"), "--log-format=X");
        }
    }

    /** Whether a log format has this escape; between "%" and its letter may stand quotes, a minus and a width. */
    private static boolean has(String format, char letter) {
        for (int at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at)) {
            at++;
            while (at < format.length() && "'-0123456789".indexOf(format.charAt(at)) >= 0) {
                at++;
            }
            if (at < format.length() && format.charAt(at) == letter) {
                return true;
            }
            at += format.startsWith("%", at) ? 1 : 0;
        }
        return false;
    }

    private void forReceiver() {
        int limit = options.number("max-delete");
        addIf(limit > 0, "--max-delete=" + limit);
        addIf(options.isSet("max-delete") && limit <= 0, "--max-delete=-1");
        size("min-size", 'b').ifPresent(it -> words.add("--min-size=" + it));
        size("max-size", 'b').ifPresent(it -> words.add("--max-size=" + it));
        if (options.is("delete-before")) {
            words.add("--delete-before");
        } else if (options.is("delete-during")) {
            words.add(options.number("delete-during") == 2 ? "--delete-delay" : "--delete-during");
        } else if (options.is("delete-after")) {
            words.add("--delete-after");
        } else {
            addIf(deleting && !options.is("delete-excluded"), "--delete");
        }
        addIf(options.is("delete-excluded"), "--delete-excluded");
        addIf(options.is("force"), "--force");
        addIf(options.number("write-batch") == 2 && !options.is("dry"), "--only-write-batch=X");
        addIf(options.is("super"), "--super");
        addIf(options.is("size-only"), "--size-only");
        addIf(options.is("stats"), "--stats");
    }

    private void partial() {
        boolean delayed = options.is("delay-updates");
        if (sending && (partialFolder.isPresent() || delayed)) {
            partialFolder.ifPresent(it -> addSplit("--partial-dir", it));
            addIf(delayed, "--delay-updates");
        } else {
            boolean keeps = options.is("partial") || options.text("partial-dir").isPresent();
            addIf(keeps && !inplace && sending, "--partial");
        }
    }

    private void ownersAndFolders() {
        options.text("user-map").ifPresent(it -> addValue("--usermap", it));
        options.text("group-map").ifPresent(it -> addValue("--groupmap", it));
        addIf(options.is("ignore-existing"), "--ignore-existing");
        addIf(options.is("existing"), "--existing");
        options.text("temp-dir").ifPresent(it -> addSplit("--temp-dir", it));
        addIf(options.is("fsync"), "--fsync");
        String basis = switch (options.number("basis-kind")) {
            case 1 -> "--compare-dest";
            case 2 -> "--copy-dest";
            default -> "--link-dest";
        };
        options.texts("basis").forEach(it -> addSplit(basis, it));
    }

    private void late() {
        if (options.is("append")) {
            words.add("--append");
            addIf(options.number("append") > 1, "--append");
        } else if (inplace) {
            words.add("--inplace");
            // whole_file is -1 unless told, and so counts as true here
            addIf(
                    options.is("sparse") && options.isSet("whole-file") && !options.is("whole-file") && sending,
                    "--no-W");
        }
        if (filesFrom.isPresent() && (!sending || filesFromThere)) {
            if (filesFromThere) {
                addSplit("--files-from", filesFrom.get());
                addIf(options.is("from0"), "--from0");
            } else {
                words.addAll(List.of("--files-from=-", "--from0"));
            }
            addIf(!relative, "--no-relative");
        }
        boolean impliedOff = options.isSet("implied-dirs") && !options.is("implied-dirs");
        addIf(relative && impliedOff, "--no-implied-dirs");
        addIf(options.is("write-devices") && sending, "--write-devices");
        addIf(options.number("remove-source") == 1, "--remove-source-files");
        addIf(options.number("remove-source") == 2, "--remove-sent-files");
        addIf(options.is("copy-devices") && !sending, "--copy-devices");
        addIf(options.is("preallocate") && sending, "--preallocate");
        boolean atimeTwice = options.number("atimes") > 1;
        addIf(options.is("open-noatime") && !atimeTwice, "--open-noatime");
        addIf(options.is("mkpath") && sending, "--mkpath");
    }

    private int oldArguments() {
        if (options.isSet("old-args")) {
            return options.number("old-args");
        }
        String told =
                options.is("secluded") ? "" : around.variable("RSYNC_OLD_ARGS").orElse("");
        return told.isEmpty() ? 0 : told.charAt(0) >= '0' && told.charAt(0) <= '9' ? told.charAt(0) - '0' : 0;
    }

    private boolean isSecluded() {
        if (options.isSet("secluded")) {
            return options.is("secluded");
        }
        String told = around.variable("RSYNC_PROTECT_ARGS").orElse("");
        return !told.isEmpty() && told.charAt(0) >= '1' && told.charAt(0) <= '9';
    }

    /** 1 from -a, 2 from -r, which a list of files leaves on. */
    private int recursion() {
        if (options.number("dirs") >= 4) {
            return 1;
        }
        return filesFrom.isPresent() && options.number("recurse") == 1 ? 0 : options.number("recurse");
    }

    private int folders() {
        if (options.number("dirs") >= 4 || recursion > 0) {
            return 1;
        }
        if (options.isSet("dirs")) {
            return options.number("dirs");
        }
        return filesFrom.isPresent() || !named || options.is("list-only") ? 1 : 0;
    }

    private boolean isIncremental() {
        boolean unusualDelete = isOneOf("delete-before", "delete-after", "delay-updates", "prune-empty-dirs");
        boolean allowed = !options.isSet("incremental") || options.is("incremental");
        return allowed && recursion > 0 && !options.is("qsort") && (sending || !unusualDelete);
    }

    private boolean isBackingUp() {
        return options.is("backup") || options.text("backup-dir").isPresent();
    }

    private boolean isOneOf(String... names) {
        for (String name : names) {
            if (options.is(name)) {
                return true;
            }
        }
        return false;
    }

    /** 2: errors go to stderr, which is usual; 1: all does; 0: nothing but what the protocol carries. */
    private int stderr() {
        return options.isSet("stderr") ? options.number("stderr") : 2;
    }

    private Optional<String> checksumChoice() {
        return options.text("checksum-choice")
                .filter(it -> !it.equalsIgnoreCase("auto") && !it.equalsIgnoreCase("auto,auto"));
    }

    private boolean isWhole() {
        boolean unchecked = checksumChoice()
                .filter(it -> it.split(",", -1)[0].equalsIgnoreCase("none"))
                .isPresent();
        return options.is("whole-file") || unchecked;
    }

    private Optional<String> compressor() {
        Optional<String> told = options.text("compress-choice");
        int times = options.number("compress");
        boolean twice = told.isEmpty() ? times > 1 : times == 2; // rsync's counter happens to be its number for zlibx
        return told.filter(it -> !it.equalsIgnoreCase("auto"))
                .or(() -> twice ? Optional.of("zlibx") : Optional.empty());
    }

    private boolean isZlib() {
        return compressor.map(it -> it.equalsIgnoreCase("zlib")).orElse(options.number("compress") == 1);
    }

    private Optional<String> backupFolder() {
        Optional<String> told = options.text("backup-dir");
        String folder = told.orElse("");
        while (folder.startsWith("./")) {
            folder = folder.substring(2);
        }
        return folder.isEmpty() || folder.equals(".") ? Optional.empty() : Optional.of(folder);
    }

    private Optional<String> partialFolder() {
        Optional<String> told = options.text("partial-dir");
        if (told.isEmpty() && options.is("partial") && !inplace && !options.is("delay-updates")) {
            told = around.variable("RSYNC_PARTIAL_DIR");
        }
        return told.map(RsyncServer::tidied).filter(it -> !it.isEmpty() && !it.equals("."));
    }

    /** The path without doubled slashes, "." and "..", where those can be left out (rsync util1.c clean_fname). */
    private static String tidied(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            String last = parts.isEmpty() ? ".." : parts.getLast();
            if (part.equals("..") && !last.equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
    }

    private void addIf(boolean wanted, String word) {
        if (wanted) {
            words.add(word);
        }
    }

    private void addValue(String option, String value) {
        words.add(option + "=" + escaped(value, false));
    }

    private void addSplit(String option, String value) {
        words.add(option);
        words.add(escaped(value, false));
    }

    private String pathWord(String path) {
        String escaped = oldArguments > 0 ? path : escaped(path, true);
        boolean trusted = options.is("trust-sender") || oldArguments > 0 || filesFromThere;
        boolean alone = relative ? !path.contains("/./") : false;
        boolean tilde =
                oldArguments == 0 && path.startsWith("~") && !sending && !trusted && (alone || !path.contains("/"));
        return (path.startsWith("-") ? "./" : "") + (tilde ? "\\" : "") + escaped;
    }

    /** Escaped for the shell on the other side, which still expands wildcards in paths (rsync options.c safe_arg). */
    private String escaped(String text, boolean path) {
        if (oldArguments > 1) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean keepsWildcard =
                    path && c == '\\' && i + 1 < text.length() && WILDCARDS.indexOf(text.charAt(i + 1)) >= 0;
            boolean special = SHELL_CHARACTERS.indexOf(c) >= 0 || (!path && WILDCARDS.indexOf(c) >= 0);
            out.append(special && !keepsWildcard ? "\\" : "").append(c);
        }
        return out.toString();
    }

    private Optional<Long> size(String name, char usualSuffix) {
        OptionalLong bytes = RsyncSize.bytes(options.text(name).orElse("-"), usualSuffix);
        return bytes.isPresent() ? Optional.of(bytes.getAsLong()) : Optional.empty();
    }

    private boolean isBad(String name, char usualSuffix) {
        return options.text(name).isPresent() && size(name, usualSuffix).isEmpty();
    }

    private void refuseUnless(Optional<String> unknown, String reason) {
        unknown.ifPresent(it -> refuseIf(true, reason + Answer.quoted(it)));
    }

    private void refuseIf(boolean bad, String reason) {
        if (bad && problem.isEmpty()) {
            problem = Optional.of(reason);
        }
    }
}
