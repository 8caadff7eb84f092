package dev.sshwhy.sshconfig.program;

import dev.sshwhy.sshconfig.SshRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** scp's command line (OpenSSH scp.c main, toremote and tolocal); releases before 8.0 are read as 8.0. */
final class ScpCommand {
    private static final int AGENT_LETTER_SINCE = 804;
    private static final int SFTP_MODE_KNOWN_SINCE = 807;
    private static final int SFTP_MODE_USUAL_SINCE = 900;
    private static final int BUFFER_LETTER_SINCE = 902;
    private static final int LOOKS_AT_LOCAL_FILE_SINCE = 904;
    private static final int CONTROL_MASTER_OFF_SINCE = 1000;
    private static final int SSH_PORT = 22;

    private final SshRelease release;
    private final Around around;

    /** The options for ssh, and those of them that also go to the ssh that copies between two other hosts. */
    private final List<String> options = new ArrayList<>();

    private final List<String> shared = new ArrayList<>();
    private final StringBuilder remoteCommand = new StringBuilder("scp");
    private String sshProgram = "ssh";
    private OptionalInt port = OptionalInt.empty();
    private boolean sftpMode;
    private boolean throughHere;
    private boolean verbose;
    private boolean recursive;
    private boolean preserving;
    private boolean intoDirectory;
    private boolean farSide;
    private boolean localServer;
    private Optional<String> problem = Optional.empty();

    ScpCommand(SshRelease release, Around around) {
        this.release = release;
        this.around = around;
        this.sftpMode = release.isAtLeast(SFTP_MODE_USUAL_SINCE);
        this.throughHere = release.isAtLeast(SFTP_MODE_KNOWN_SINCE);
    }

    Answer read(List<String> words) {
        Typed typed = new ShortOptions("scp", letters(), words).read();
        boolean agentLetter = release.isAtLeast(AGENT_LETTER_SINCE);
        options.add("-x");
        if (!agentLetter) {
            options.add("-oForwardAgent=no");
        }
        options.addAll(List.of(
                "-oPermitLocalCommand=no", "-oClearAllForwardings=yes", "-oRemoteCommand=none", "-oRequestTTY=no"));
        if (release.isAtLeast(CONTROL_MASTER_OFF_SINCE)) {
            options.add("-oControlMaster=no");
        }
        for (Typed.Option option : typed.options()) {
            take(option);
            if (problem.isPresent()) {
                return new Answer.Refused(problem.get());
            }
        }
        if (typed.problem().isPresent()) {
            return new Answer.Refused(typed.problem().get());
        }
        if (agentLetter) {
            options.add("-oForwardAgent=no"); // last, so that -A and -o ForwardAgent before it win
        }
        if (farSide) {
            return new Answer.WithoutSsh("scp -f and scp -t are the far side of a copy: ssh has started them");
        }
        List<String> names = typed.operands();
        if (names.size() < 2) {
            return new Answer.Refused("scp needs a source and a target");
        }
        intoDirectory |= names.size() > 2;
        remoteCommand.append(verbose ? " -v" : "").append(recursive ? " -r" : "");
        remoteCommand.append(preserving ? " -p" : "").append(intoDirectory ? " -d" : "");
        String target = names.get(names.size() - 1);
        List<String> sources = names.subList(0, names.size() - 1);
        boolean remote = RemoteName.colon(target, release.vendor() == SshRelease.Vendor.WINDOWS) >= 0;
        return remote ? toRemote(sources, target) : toLocal(sources, target);
    }

    private String letters() {
        if (!release.isAtLeast(AGENT_LETTER_SINCE)) {
            return "dfl:prtTvBCc:i:P:q12346S:o:F:J:";
        }
        if (!release.isAtLeast(SFTP_MODE_KNOWN_SINCE)) {
            return "12346ABCTdfpqrtvF:J:P:S:c:i:l:o:";
        }
        String letters = "12346ABCTdfOpqRrstvD:F:J:M:P:S:c:i:l:o:";
        return release.isAtLeast(BUFFER_LETTER_SINCE) ? letters + "X:" : letters;
    }

    private void take(Typed.Option option) {
        String value = option.value();
        switch (option.name().charAt(0)) {
            case 'A', '4', '6', 'C', 'q' -> pass("-" + option.name());
            case 'o', 'c', 'i', 'F', 'J' -> {
                pass("-" + option.name());
                pass(value);
            }
            case 'B' -> pass("-oBatchmode=yes");
            case 'v' -> {
                pass("-v");
                verbose = true;
            }
            case 'P' -> {
                port = Quantity.port(value);
                refuseIf(port.isEmpty(), "scp -P " + Answer.quoted(value) + " is no port number from 1 to 65535");
            }
            case 'S' -> sshProgram = value;
            case 'D' -> localServer = true;
            case '3' -> throughHere = true;
            case 'R' -> throughHere = false;
            case 'O' -> sftpMode = false;
            case 's' -> sftpMode = true;
            case 'r' -> recursive = true;
            case 'p' -> preserving = true;
            case 'd' -> intoDirectory = true;
            case 'f', 't' -> farSide = true;
            case 'l' -> refuseIf(!Quantity.isLimit(value), "scp -l " + Answer.quoted(value) + " is no limit in Kbit/s");
            case 'X' ->
                refuseIf(!Quantity.isTransferSetting(value), "scp -X " + Answer.quoted(value) + " is not understood");
            case '1' -> refuseIf(true, "scp -1: SSH protocol 1 is no longer supported");
            case 'M' -> refuseIf(true, "scp has no option -M");
            default -> {} // -2 and -T change nothing for ssh
        }
    }

    private void pass(String word) {
        options.add(word);
        shared.add(word);
    }

    private void refuseIf(boolean bad, String reason) {
        if (bad) {
            problem = Optional.of(reason);
        }
    }

    private Answer toRemote(List<String> sources, String target) {
        boolean targetIsUri = RemoteName.isUri(target, "scp");
        Optional<RemoteName> to =
                targetIsUri ? RemoteName.ofUri(target, "scp", release) : RemoteName.of(target, release);
        if (to.isEmpty()) {
            return new Answer.Refused(Answer.quoted(target) + " is not scp://[user@]host[:port][/path]");
        }
        if (!release.isAtLeast(SFTP_MODE_KNOWN_SINCE)
                && !to.get().user().map(this::isGoodUser).orElse(true)) {
            return new Answer.Refused(problem.orElseThrow());
        }
        OptionalInt sourcePort = OptionalInt.empty();
        for (String source : sources) {
            Optional<RemoteName> from = remote(source);
            if (problem.isPresent()) {
                continue;
            }
            if (from.isEmpty()) {
                boolean looksFirst = sftpMode && release.isAtLeast(LOOKS_AT_LOCAL_FILE_SINCE);
                if (looksFirst && !around.exists(source)) {
                    return new Answer.Refused("scp finds no file " + Answer.quoted(source) + " here");
                }
                return sftpMode
                        ? sftp(to.get(), to.get().port())
                        : legacy(to.get(), to.get().port(), " -t ");
            }
            sourcePort = RemoteName.isUri(source, "scp") ? from.get().port() : sourcePort;
            if (throughHere) {
                return sftpMode ? sftp(to.get(), to.get().port()) : legacy(from.get(), sourcePort, " -f ");
            }
            if (!to.get().user().map(this::isGoodUser).orElse(true)) {
                continue;
            }
            if (to.get().port().isPresent() && to.get().port().getAsInt() != SSH_PORT) {
                return new Answer.Refused("scp -R cannot name a port for the target");
            }
            return betweenOthers(from.get(), sourcePort, to.get());
        }
        return new Answer.Refused(problem.orElse("scp has nothing to copy"));
    }

    private Answer toLocal(List<String> sources, String target) {
        if (intoDirectory && !around.exists(target + "/.")) {
            return new Answer.Refused(
                    "scp needs a folder to copy several files into, and " + Answer.quoted(target) + " is none here");
        }
        OptionalInt sourcePort = OptionalInt.empty();
        for (String source : sources) {
            Optional<RemoteName> from = remote(source);
            if (from.isPresent()) {
                sourcePort = RemoteName.isUri(source, "scp") ? from.get().port() : sourcePort;
                return sftpMode ? sftp(from.get(), sourcePort) : legacy(from.get(), sourcePort, " -f ");
            }
        }
        return problem.<Answer>map(Answer.Refused::new)
                .orElse(new Answer.WithoutSsh(
                        "scp copies between two local files: no name has a host and a colon in front of the path"));
    }

    /** The remote file that a source names; a source that scp passes over leaves its {@link #problem}. */
    private Optional<RemoteName> remote(String source) {
        problem = Optional.empty();
        if (!RemoteName.isUri(source, "scp")) {
            return RemoteName.of(source, release)
                    .filter(it -> it.user().map(this::isGoodUser).orElse(true));
        }
        Optional<RemoteName> name = RemoteName.ofUri(source, "scp", release);
        refuseIf(name.isEmpty(), Answer.quoted(source) + " is not scp://[user@]host[:port][/path]");
        return name.filter(it -> it.user().map(this::isGoodUser).orElse(true));
    }

    /** OpenSSH scp.c okname. */
    private boolean isGoodUser(String user) {
        for (int i = 0; i < user.length(); i++) {
            if (user.charAt(i) > 127 || "'\"` #".indexOf(user.charAt(i)) >= 0) {
                problem = Optional.of("scp refuses the user name " + Answer.quoted(user));
                return false;
            }
        }
        return true;
    }

    private Answer sftp(RemoteName name, OptionalInt namedPort) {
        if (localServer) {
            return new Answer.WithoutSsh("scp -D starts an sftp server on this machine in place of ssh");
        }
        return run(name, namedPort, "-s", "sftp");
    }

    private Answer legacy(RemoteName name, OptionalInt namedPort, String direction) {
        String path = name.path().startsWith("-") ? "-- " + name.path() : name.path();
        return run(name, namedPort, "", remoteCommand + direction + path);
    }

    private Answer run(RemoteName name, OptionalInt namedPort, String subsystem, String command) {
        List<String> words = new ArrayList<>(options);
        OptionalInt usedPort = namedPort.isPresent() ? namedPort : port;
        if (usedPort.isPresent()) {
            words.addAll(List.of("-p", Integer.toString(usedPort.getAsInt())));
        }
        name.user().ifPresent(it -> words.addAll(List.of("-l", it)));
        if (!subsystem.isEmpty()) {
            words.add(subsystem);
        }
        words.addAll(List.of("--", name.host(), command));
        return new Answer.Runs(sshProgram, words);
    }

    /** The copy that the first host makes to the second one; -P does not reach it. */
    private Answer betweenOthers(RemoteName from, OptionalInt sourcePort, RemoteName to) {
        List<String> words = new ArrayList<>(List.of("-x", "-oClearAllForwardings=yes", "-n"));
        words.addAll(shared);
        if (sourcePort.isPresent()) {
            words.addAll(List.of("-p", Integer.toString(sourcePort.getAsInt())));
        }
        from.user().ifPresent(it -> words.addAll(List.of("-l", it)));
        words.addAll(List.of("--", from.host(), remoteCommand.toString(), from.path()));
        words.add(to.user().map(it -> it + "@").orElse("") + to.host() + ":" + to.path());
        return new Answer.Runs(sshProgram, words);
    }
}
