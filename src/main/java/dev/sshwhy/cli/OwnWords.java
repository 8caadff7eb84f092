package dev.sshwhy.cli;

import dev.sshwhy.report.redaction.Vocabulary;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The words that sshwhy's own sentences are made of, read from the string constants of its classes (JVMS §4.4) and the table of
 * agents: so the list is never out of date, and no sentence has to be written for it in another way.
 */
final class OwnWords {
    private static final int UTF_8 = 1;
    private static final int STRING = 8;

    private OwnWords() {}

    static Vocabulary read() {
        List<String> sentences = new ArrayList<>(List.of(Pages.agents()));
        try {
            Path place = Path.of(OwnWords.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(place)) {
                ofFolder(place, sentences);
            } else {
                ofJar(place, sentences);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return Vocabulary.of(sentences);
    }

    /** No sentence of a diagnosis comes from here, but many a made-up name. */
    private static boolean isOfSentences(String name) {
        return name.startsWith("dev/sshwhy/") && !name.startsWith("dev/sshwhy/cli/") && name.endsWith(".class");
    }

    private static void ofFolder(Path folder, List<String> sentences) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("dev/sshwhy"))) {
            for (Path file : files.filter(
                            it -> isOfSentences(folder.relativize(it).toString().replace('\\', '/')))
                    .toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    constants(in, sentences);
                }
            }
        }
    }

    private static void ofJar(Path path, List<String> sentences) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (isOfSentences(entry.getName())) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        constants(in, sentences);
                    }
                }
            }
        }
    }

    /** Adds a class file's string constants. */
    private static void constants(InputStream classFile, List<String> sentences) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(classFile));
        in.readInt(); // the magic number
        in.readInt(); // the version
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        List<Integer> strings = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF_8 -> texts[i] = in.readUTF();
                case STRING -> strings.add(in.readUnsignedShort());
                case 7, 16, 19, 20 -> in.readUnsignedShort();
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++; // a long or double takes two places
                }
                default -> throw new IOException("a class file with a constant of kind " + tag);
            }
        }
        strings.forEach(it -> sentences.add(texts[it]));
    }
}
