package dev.sshwhy.collect;

import dev.sshwhy.collect.account.WebKeys;
import dev.sshwhy.evidence.Observed;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.input.BoundedInputStream;

/** Where the text of the account's public-key field comes from: only ever from what the user named. */
public final class AccountSource {
    private static final Duration WEB_LIMIT = Duration.ofSeconds(15);

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
     * Reads a file, standard input for "-", or an address of the web ({@link WebKeys}).
     *
     * @throws IOException when there is nothing to open; a text that is too long, or a server that does not answer, is a
     *     fact, not an error
     */
    public static Observed<Text> read(String source, InputStream in, Surroundings surroundings) throws IOException {
        Optional<URI> address = address(source);
        if (address.isPresent()) {
            return new WebKeys(WEB_LIMIT)
                    .read(address.get())
                    .match(
                            bytes -> Observed.present(new Text(address.get().toString(), bytes)),
                            Observed::absent,
                            Observed::unreadable,
                            Observed::notLookedAt);
        }
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

    /** Whether reading this source needs the network. */
    public static boolean isRemote(String source) {
        try {
            return address(source).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<URI> address(String source) throws IOException {
        try {
            return WebKeys.address(source);
        } catch (URISyntaxException e) {
            throw new IOException(e.getReason(), e);
        }
    }
}
