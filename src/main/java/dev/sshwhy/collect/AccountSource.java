package dev.sshwhy.collect;

import dev.sshwhy.evidence.Observed;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.input.BoundedInputStream;

/** Where the text of the account's public-key field comes from: only ever from what the user named. */
public final class AccountSource {
    private AccountSource() {}

    /** The text as it was read, which need not be text, and in words where from. */
    public static final class Text {
        private final String source;
        private final byte[] bytes;

        public Text(String source, byte[] bytes) {
            this.source = source;
            this.bytes = bytes.clone();
        }

        public String source() {
            return source;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /**
     * Reads a file, or standard input for "-".
     *
     * @throws IOException when there is nothing to open; a text that is too long is a fact, not an error
     */
    public static Observed<Text> read(String source, InputStream in, Surroundings surroundings) throws IOException {
        if (source.equals("-")) {
            try (InputStream bounded = BoundedInputStream.builder()
                    .setInputStream(in)
                    .setMaxCount(LocalFiles.LIMIT + 1L)
                    .get()) {
                byte[] bytes = IOUtils.toByteArray(bounded);
                return bytes.length > LocalFiles.LIMIT
                        ? Observed.unreadable("standard input", "it is longer than 1 MiB")
                        : Observed.present(new Text("standard input", bytes));
            }
        }
        String path = surroundings.absolute(source);
        Observed<LocalFiles.Content> content = new LocalFiles().read(path);
        if (content instanceof Observed.Absent<LocalFiles.Content>) {
            throw new IOException("there is no such file");
        }
        if (content instanceof Observed.Unreadable<LocalFiles.Content> unreadable) {
            if (unreadable.reason().contains("larger")) {
                return Observed.unreadable(path, unreadable.reason());
            }
            throw new IOException(unreadable.reason());
        }
        return Observed.present(new Text(path, content.seen().orElseThrow().bytes()));
    }
}
