package dev.sshwhy.collect.handshake;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Hands the server's bytes on to sshj and keeps the first of them: those are clear, and tell what the server proposed
 * also when sshj finds nothing in common with it.
 */
final class ClearText extends FilterInputStream {
    /** OpenSSH takes packets up to this size (packet.c PACKET_MAX_SIZE). */
    private static final int LARGEST_PACKET = 256 * 1024;

    /** Room for a proposal that is as long as it may be. */
    private static final int KEPT = LARGEST_PACKET + 8 * 1024;

    private static final int HEADER = 5;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Consumer<Throwable> onDeath;
    private final Started started;
    private final BooleanSupplier endedHere;
    private byte[] greeting = new byte[0];
    private int replayed;
    private boolean isWatched;
    private volatile boolean isOver;

    /** Comes back as soon as our side of the key exchange has begun, or in any case after a while. */
    @FunctionalInterface
    interface Started {
        void await() throws InterruptedException;
    }

    /**
     * Reads on behind the greeting.
     *
     * @param started holds sshj's reader back: an end that it sees before sshj waits for something is lost on that
     * @param endedHere whether it was we who ended the connection
     * @param onDeath hears of an Error that ends sshj's reader thread; sshj itself tells nobody
     */
    ClearText(InputStream in, Started started, BooleanSupplier endedHere, Consumer<Throwable> onDeath) {
        super(in);
        this.started = started;
        this.endedHere = endedHere;
        this.onDeath = onDeath;
    }

    /** @param line the identification line, already read, which sshj wants to read as well */
    void begin(byte[] line) {
        greeting = line.clone();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (replayed < greeting.length) {
            buffer[offset] = greeting[replayed++];
            return 1;
        }
        watchReader();
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (IOException e) {
            isOver = !endedHere.getAsBoolean();
            throw e;
        }
        isOver = count < 0 && !endedHere.getAsBoolean();
        synchronized (kept) {
            if (count > 0 && kept.size() < KEPT) {
                kept.write(buffer, offset, Math.min(count, KEPT - kept.size()));
            }
        }
        return count;
    }

    /** The payload of the first packet with this number, among those sent in the clear. */
    Optional<byte[]> message(int number) {
        byte[] bytes = bytes();
        int start = 0;
        while (bytes.length - start > HEADER) {
            long length = new WireReader(Arrays.copyOfRange(bytes, start, start + 4)).number();
            int padding = bytes[start + 4] & 0xff;
            if (length < padding + 2 || start + 4 + length > bytes.length) {
                return Optional.empty();
            }
            int end = start + 4 + (int) length;
            byte[] payload = Arrays.copyOfRange(bytes, start + HEADER, end - padding);
            if (payload[0] == number) {
                return Optional.of(payload);
            }
            if (payload[0] == MessageNumber.NEWKEYS) {
                return Optional.empty();
            }
            start = end;
        }
        return Optional.empty();
    }

    /** Whether the server sends no more: it closed the connection, or that broke. */
    boolean isOver() {
        return isOver;
    }

    byte[] bytes() {
        synchronized (kept) {
            return kept.toByteArray();
        }
    }

    /** Whoever reads past the greeting is sshj's own thread, which cannot be had in another way. */
    private void watchReader() throws IOException {
        if (!isWatched) {
            isWatched = true;
            try {
                started.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
            Thread.currentThread().setUncaughtExceptionHandler((thread, death) -> onDeath.accept(death));
        }
    }
}
