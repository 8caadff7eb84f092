package dev.sshwhy.cli;

import dev.sshwhy.collect.Progress;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Visible;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What goes on, for somebody who looks at a terminal: one line, written anew with each layer and gone before the report.
 * Where lines cannot be written anew, a plain one for each host.
 */
final class LiveProgress implements Progress {
    /** A wait that is worth its seconds. */
    private static final long LONG_SECONDS = 2;

    private final PrintStream err;
    private final Manner manner;
    private final boolean unicode;
    private final int columns;
    private final LongSupplier clock;
    private String host = "";
    private Reached layer = Reached.NOTHING;
    private int answers;
    private long since;
    private int shown;
    private boolean closed;

    /** How it is told. */
    enum Manner {
        /** Nobody looks on. */
        UNSEEN,
        /** Announcements alone. */
        QUIET,
        /** A line for each host. */
        LINES,
        /** One line that is written anew. */
        LIVE
    }

    /**
     * Tells it on {@code err}.
     *
     * @param columns how wide the terminal is
     * @param clock nanoseconds
     */
    LiveProgress(PrintStream err, Manner manner, boolean unicode, int columns, LongSupplier clock) {
        this.err = err;
        this.manner = manner;
        this.unicode = unicode;
        this.columns = columns;
        this.clock = clock;
    }

    /** As this run wants it. */
    static LiveProgress of(Arguments arguments, Streams streams, boolean unicode) {
        int columns = Output.columns(streams).orElse(80);
        return new LiveProgress(streams.err(), manner(arguments, streams), unicode, columns, System::nanoTime)
                .ticking();
    }

    private static Manner manner(Arguments arguments, Streams streams) {
        boolean mixes = streams.terminal()
                && !arguments.has("output")
                && !arguments.value("format").orElse("text").equals("text");
        if (!streams.errorTerminal()) {
            return Manner.UNSEEN;
        }
        if (arguments.has("quiet")
                || mixes
                || "dumb".equals(streams.environment().get("TERM"))) {
            return Manner.QUIET;
        }
        return arguments.has("plain") ? Manner.LINES : Manner.LIVE;
    }

    /** Shows the seconds of a long wait, until it is closed. */
    LiveProgress ticking() {
        if (manner == Manner.LIVE) {
            Thread ticker = new Thread(this::tick, "sshwhy-progress");
            ticker.setDaemon(true);
            ticker.start();
        }
        return this;
    }

    private synchronized void tick() {
        while (!closed) {
            try {
                TimeUnit.SECONDS.timedWait(this, 1);
            } catch (InterruptedException e) {
                return;
            }
            show();
        }
    }

    @Override
    public synchronized void announced(String what) {
        if (manner != Manner.UNSEEN) {
            erase();
            err.println("sshwhy: " + Visible.text(what));
            show();
        }
    }

    @Override
    public synchronized void reached(String at, Reached done) {
        if (closed) {
            return;
        }
        if (!at.equals(host)) {
            host = at;
            answers = 0;
            if (manner == Manner.LINES) {
                err.println("sshwhy: asking " + Visible.text(at));
            }
        }
        // The server's list of methods comes first, then an answer for each key.
        answers = done == Reached.AUTH && layer == Reached.AUTH ? answers + 1 : 0;
        layer = done;
        since = clock.getAsLong();
        show();
    }

    /** The line is gone for good. */
    @Override
    public synchronized void close() {
        erase();
        closed = true;
        notifyAll();
    }

    private void show() {
        if (manner != Manner.LIVE || host.isEmpty() || closed) {
            return;
        }
        String text = text();
        String cut = text.length() < columns ? text : text.substring(0, columns - 1);
        err.print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())));
        err.flush();
        shown = cut.length();
    }

    private void erase() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder(ascii(host)).append(": ");
        String next = "done";
        for (Reached it : Reached.values()) {
            if (it.compareTo(layer) > 0) {
                next = word(it);
                break;
            }
            if (it != Reached.NOTHING) {
                text.append(word(it)).append(unicode ? " ✓ · " : " ok, ");
            }
        }
        text.append(next);
        if (layer == Reached.LOGIN) {
            return text.toString();
        }
        if (answers > 0) {
            text.append(", ").append(answers).append(answers == 1 ? " key asked" : " keys asked");
        }
        text.append(unicode ? " …" : " ...");
        long seconds = TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong() - since);
        return seconds >= LONG_SECONDS ? text + " " + seconds + " s" : text.toString();
    }

    /** So that a letter has a column. */
    private static String ascii(String host) {
        return Visible.text(host, 40).replaceAll("[^ -~]", "?");
    }

    private static String word(Reached layer) {
        return switch (layer) {
            case NOTHING -> "";
            case NAME -> "name";
            case TCP -> "TCP";
            case GREETING -> "greeting";
            case KEX -> "key exchange";
            case HOSTKEY -> "host key";
            case AUTH -> "methods";
            case LOGIN -> "keys";
        };
    }
}
