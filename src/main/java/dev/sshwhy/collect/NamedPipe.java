package dev.sshwhy.collect;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A named pipe of Windows, on which an ssh-agent there listens; messages go with their length in front. */
final class NamedPipe {
    /** Where OpenSSH for Windows looks when SSH_AUTH_SOCK is not set (its contrib/win32, agent-main.c). */
    static final String SSH_AGENT = "\\\\.\\pipe\\openssh-ssh-agent";

    private static final boolean ON_WINDOWS = File.separatorChar == '\\';

    private NamedPipe() {}

    /** Whether a name is a pipe's; elsewhere than on Windows it is a file's like any other. */
    static boolean isOne(String name) {
        return ON_WINDOWS && isName(name);
    }

    /** {@code \\.\pipe\…}, as Windows takes it with either kind of slash. */
    static boolean isName(String name) {
        return name.replace('/', '\\').startsWith("\\\\.\\pipe\\");
    }

    /**
     * One request and its answer. A blocked read of a pipe cannot be ended from outside, so it is left to a thread that
     * nobody waits for.
     *
     * @throws LocalSocket.TimedOut when the answer does not come in time
     */
    static byte[] ask(String name, byte[] request, int longest, Duration limit) throws IOException {
        FutureTask<byte[]> answer = Aside.start("named-pipe", () -> answer(name, request, longest));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LocalSocket.TimedOut timedOut = new LocalSocket.TimedOut();
            timedOut.initCause(e);
            throw timedOut;
        } catch (ExecutionException e) {
            throw new IOException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] answer(String name, byte[] request, int longest) throws IOException {
        try (RandomAccessFile pipe = new RandomAccessFile(name, "rw")) {
            pipe.write(ByteBuffer.allocate(4 + request.length)
                    .putInt(request.length)
                    .put(request)
                    .array());
            int length = pipe.readInt();
            if (length < 1 || length > longest) {
                throw new IOException("an answer of " + Integer.toUnsignedString(length) + " bytes");
            }
            byte[] answer = new byte[length];
            pipe.readFully(answer);
            return answer;
        }
    }
}
