package dev.sshwhy.collect;

import dev.sshwhy.evidence.Handshake.Reached;

/** Hears how the asking goes on, from any thread; it learns nothing that a server says. */
public interface Progress extends AutoCloseable {
    /** Hears nothing. */
    Progress UNHEARD = new Progress() {
        @Override
        public void announced(String what) {}

        @Override
        public void reached(String host, Reached layer) {}

        @Override
        public void close() {}
    };

    /** Something goes on that may need an explanation, such as an agent that wants somebody's consent. */
    void announced(String what);

    /** A layer is done at a host; {@code NOTHING} when it is first turned to. */
    void reached(String host, Reached layer);

    /** There is no more to hear. */
    @Override
    void close();
}
