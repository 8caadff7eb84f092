package dev.sshwhy.collect;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Work that goes on beside the rest, in a thread that keeps no process alive. */
final class Aside {
    private Aside() {}

    /** @param name the thread's, for whoever looks at a dump */
    static <T> FutureTask<T> start(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        start(name, (Runnable) task);
        return task;
    }

    /** The same for work that has no result, or keeps it. */
    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
