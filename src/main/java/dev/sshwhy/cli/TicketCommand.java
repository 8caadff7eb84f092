package dev.sshwhy.cli;

import dev.sshwhy.collect.Question;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.report.Format;
import dev.sshwhy.report.Run;
import dev.sshwhy.report.TextStyle;
import dev.sshwhy.report.redaction.Keep;
import dev.sshwhy.report.redaction.Redaction;
import dev.sshwhy.report.redaction.Redaction.Redacted;
import dev.sshwhy.report.redaction.Replacement;
import dev.sshwhy.rule.Catalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** {@code sshwhy ticket …}: a diagnosis that may be shown to strangers. Nothing is written before it has been looked through. */
final class TicketCommand {
    /** What a ticket's file holds, by its ending. */
    private static final Map<String, List<Format>> BY_ENDING = Map.of(
            "md", List.of(Format.MARKDOWN),
            "html", List.of(Format.HTML),
            "json", List.of(Format.JSON),
            "txt", List.of(Format.TEXT),
            "zip", List.of(Format.MARKDOWN, Format.HTML, Format.JSON));

    /** All of these. */
    static final List<Format> FORMATS = List.of(Format.MARKDOWN, Format.HTML, Format.JSON, Format.TEXT);

    private static final int LEAK = 70;

    private final Arguments arguments;
    private final Streams streams;
    private final Catalogue catalogue;

    TicketCommand(Arguments arguments, Streams streams, Catalogue catalogue) {
        this.arguments = arguments;
        this.streams = streams;
        this.catalogue = catalogue;
    }

    int run() throws UsageException {
        if (arguments.has("self-test")) {
            return new TicketSelfTest(streams, catalogue).run();
        }
        Optional<Path> file = file("output");
        List<Format> formats = formats(file); // a wrong ending is told before anything is asked
        Optional<Path> map = file("map");
        if (map.isPresent() && map.map(TicketCommand::place).equals(file.map(TicketCommand::place))) {
            throw new UsageException("--map and --output name the same file; the map must not lie in the ticket");
        }
        Set<Keep> keep = keep();
        DiagnoseCommand diagnose = new DiagnoseCommand(arguments, streams, catalogue);
        Question question = diagnose.question(!arguments.has("offline"));
        Diagnosis diagnosis = diagnose.diagnosis(question);
        int exitCode = diagnosis.verdict().exitCode(DiagnoseCommand.isBatch(question, diagnosis));

        Redacted redacted = Redaction.of(diagnosis, OwnWords.read(), keep);
        Run run = Run.ofTicket(Cli.version(), DiagnoseCommand.system(), exitCode);
        Map<String, String> documents = documents(redacted, formats, run, arguments.has("plain"));
        for (String document : documents.values()) {
            List<String> leaks = redacted.scan().leaks(document);
            if (!leaks.isEmpty()) {
                streams.err()
                        .println("sshwhy: nothing was written: the ticket would have told "
                                + Visible.text(String.join(", ", leaks.subList(0, Math.min(3, leaks.size()))))
                                + ". This is a bug in sshwhy; please report it without these words.");
                return LEAK;
            }
        }
        List<Replacement> stands = redacted.standingIn(documents.values());
        if (!arguments.has("quiet")) {
            streams.err().print(TicketPreview.of(redacted, stands, file.map(Path::toString), keep));
        }
        if (map.isPresent()) {
            write(map.get(), TicketPreview.map(stands).getBytes(StandardCharsets.UTF_8), true);
        } else if (streams.errorTerminal() && !arguments.has("quiet")) {
            streams.err().print(TicketPreview.map(stands));
        }
        if (file.isPresent()) {
            write(file.get(), bytes(file.get(), documents), false);
        } else {
            documents.values().forEach(it -> streams.out().writeBytes(it.getBytes(StandardCharsets.UTF_8)));
            streams.out().flush();
        }
        return exitCode;
    }

    /** For a file, whatever the terminal is like. */
    static TextStyle style(boolean plain) {
        return new TextStyle(false, true, plain, 100);
    }

    /** Each document under the name that it has in an archive. */
    static Map<String, String> documents(Redacted redacted, List<Format> formats, Run run, boolean plain) {
        Map<String, String> documents = new LinkedHashMap<>();
        for (Format format : formats) {
            documents.put("ticket." + format.ending(), format.report(redacted.diagnosis(), run, style(plain)));
        }
        return documents;
    }

    private List<Format> formats(Optional<Path> file) throws UsageException {
        if (file.isEmpty()) {
            return List.of(new Output(arguments, streams).format(FORMATS.toArray(Format[]::new)));
        }
        String name = String.valueOf(file.get().getFileName());
        List<Format> formats =
                BY_ENDING.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (formats == null || arguments.has("format")) {
            throw new UsageException(
                    "a ticket's form is told by the ending of --output: .md, .html, .json, .txt or .zip, not \"" + name
                            + "\"" + (arguments.has("format") ? " with --format" : ""));
        }
        return formats;
    }

    private Optional<Path> file(String option) throws UsageException {
        Optional<String> name = arguments.value(option);
        try {
            Optional<Path> file = name.map(Path::of);
            Optional<Path> folder = file.map(it -> it.toAbsolutePath().getParent());
            if (folder.filter(it -> !Files.isDirectory(it)).isPresent()) {
                throw new UsageException("--" + option + " " + file.get() + ": there is no such folder");
            }
            if (file.filter(Files::isDirectory).isPresent()) {
                throw new UsageException("--" + option + " " + file.get() + " is a folder");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new UsageException("--" + option + " " + name.orElse("") + " is no name of a file");
        }
    }

    /** Where a file really is, or will be. */
    private static Path place(Path file) {
        try {
            return Files.exists(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().normalize();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    private Set<Keep> keep() throws UsageException {
        Set<Keep> keep = EnumSet.noneOf(Keep.class);
        for (String word : arguments.value("keep").map(it -> it.split(",", -1)).orElse(new String[0])) {
            switch (word) {
                case "target" -> keep.add(Keep.TARGET);
                case "pod" -> keep.add(Keep.POD);
                default ->
                    throw new UsageException("--keep takes target, pod or both with a comma, not \"" + word + "\"");
            }
        }
        return keep;
    }

    private static byte[] bytes(Path file, Map<String, String> documents) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return String.join("", documents.values()).getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> document : documents.entrySet()) {
                ZipEntry entry = new ZipEntry(document.getKey());
                entry.setTime(315_532_800_000L); // 1980, the earliest that the format knows: no time of this machine
                zip.putNextEntry(entry);
                zip.write(document.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory has no reason to
        }
        return bytes.toByteArray();
    }

    private static void write(Path file, byte[] bytes, boolean forUsAlone) throws UsageException {
        try {
            if (forUsAlone) {
                Files.deleteIfExists(file); // the mode of a file that is there would stay
                Files.createFile(file, ours());
                Files.write(file, bytes, StandardOpenOption.WRITE);
            } else {
                Files.write(file, bytes);
            }
        } catch (IOException e) {
            throw new UsageException(
                    file + " cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private static FileAttribute<?>[] ours() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
