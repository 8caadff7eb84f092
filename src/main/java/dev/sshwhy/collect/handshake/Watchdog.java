package dev.sshwhy.collect.handshake;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * Closes the connection when a step takes longer than it may, from a thread of its own: whoever waits in a read, a write
 * or a lock then comes back.
 */
final class Watchdog implements AutoCloseable {
    private final Closeable connection;
    private long deadline;
    private boolean isWatching;
    private boolean hasBitten;
    private boolean isDismissed;

    private Watchdog(Closeable connection) {
        this.connection = connection;
    }

    static Watchdog over(Closeable connection) {
        Watchdog watchdog = new Watchdog(connection);
        Thread thread = new Thread(watchdog::watch, "sshwhy-watchdog");
        thread.setDaemon(true);
        thread.start();
        return watchdog;
    }

    /** Starts the time of the next step. */
    synchronized void allow(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
        isWatching = true;
        notifyAll();
    }

    /** The step is over. */
    synchronized void rest() {
        isWatching = false;
        notifyAll();
    }

    /** Whether a step took too long. */
    synchronized boolean hasBitten() {
        return hasBitten;
    }

    @Override
    public synchronized void close() {
        isDismissed = true;
        notifyAll();
    }

    private void watch() {
        try {
            if (awaitBite()) {
                connection.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }

    private synchronized boolean awaitBite() throws InterruptedException {
        while (!isDismissed) {
            if (!isWatching) {
                wait();
                continue;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                hasBitten = true;
                return true;
            }
            wait(left / 1_000_000 + 1);
        }
        return false;
    }
}
