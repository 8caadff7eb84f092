package dev.sshwhy.collect;

import dev.sshwhy.sshconfig.program.GitConfigText;
import dev.sshwhy.sshconfig.program.GitConfigText.Contents;
import dev.sshwhy.sshconfig.program.GitConfigText.Entry;
import dev.sshwhy.sshconfig.program.GitSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * git's settings on this machine, from the files and variables that git reads (git-config(1) FILES, git config.c
 * do_git_config_sequence). Not followed: includes on the address of a remote or with wildcards, {@code ~user}, and the
 * system's file where git is built with another one than {@code /etc/gitconfig}.
 */
final class LocalGit implements GitSettings {
    private static final int DEEPEST_INCLUDE = 10;
    private static final int MOST_FILES = 100;
    private static final int MOST_VARIABLES = 10_000;
    private static final String BRANCHES = "ref: refs/heads/";

    private final LocalFiles files;
    private final String home;
    private final Path directory;
    private final Function<String, Optional<String>> variable;
    private final Optional<Path> gitDirectory;
    private final Optional<String> branch;
    private final List<Entry> entries = new ArrayList<>();
    private Optional<String> problem = Optional.empty();
    private int filesRead;

    /** @param directory where git would be run, or a git directory itself */
    LocalGit(LocalFiles files, String home, Path directory, Function<String, Optional<String>> variable) {
        this(files, home, directory, variable, true);
    }

    private LocalGit(
            LocalFiles files,
            String home,
            Path directory,
            Function<String, Optional<String>> variable,
            boolean withRepository) {
        this.files = files;
        this.home = home;
        this.directory = directory.toAbsolutePath().normalize();
        this.variable = variable;
        this.gitDirectory = withRepository ? find() : Optional.empty();
        this.branch = gitDirectory
                .flatMap(it -> text(it.resolve("HEAD")))
                .filter(it -> it.startsWith(BRANCHES))
                .map(it -> it.substring(BRANCHES.length()).strip());
        readAll();
    }

    @Override
    public Optional<String> value(String name) {
        List<String> all = values(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    @Override
    public List<String> values(String name) {
        return entries.stream()
                .filter(it -> it.name().equals(name))
                .map(it -> it.value().orElse("true"))
                .toList();
    }

    @Override
    public List<String> names() {
        return entries.stream().map(Entry::name).distinct().toList();
    }

    @Override
    public Optional<String> branch() {
        return branch;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public boolean inRepository() {
        return gitDirectory.isPresent();
    }

    @Override
    public GitSettings outsideRepository() {
        return new LocalGit(files, home, directory, variable, false);
    }

    /** Every setting, in the order in which git meets them. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    private void readAll() {
        if (!variable.apply("GIT_CONFIG_NOSYSTEM").filter(GitConfigText::isTrue).isPresent()) {
            read(variable.apply("GIT_CONFIG_SYSTEM").orElse("/etc/gitconfig"), 0);
        }
        Optional<String> global = variable.apply("GIT_CONFIG_GLOBAL");
        if (global.isPresent()) {
            read(global.get(), 0);
        } else {
            read(variable.apply("XDG_CONFIG_HOME").orElse(home + "/.config") + "/git/config", 0);
            read(home + "/.gitconfig", 0);
        }
        gitDirectory.ifPresent(it -> {
            read(commonDirectory(it).resolve("config").toString(), 0);
            if (value("extensions.worktreeconfig").filter(GitConfigText::isTrue).isPresent()) {
                read(it.resolve("config.worktree").toString(), 0);
            }
        });
        readVariables();
    }

    /** GIT_CONFIG_COUNT, and as many GIT_CONFIG_KEY_0 and GIT_CONFIG_VALUE_0. */
    private void readVariables() {
        String told = variable.apply("GIT_CONFIG_COUNT").orElse("0");
        int count = 0;
        for (int i = 0; i < told.length() && count <= MOST_VARIABLES; i++) {
            int digit = told.charAt(i) - '0';
            count = digit < 0 || digit > 9 ? MOST_VARIABLES + 1 : count * 10 + digit;
        }
        if (count > MOST_VARIABLES) {
            fail("git cannot use GIT_CONFIG_COUNT as it is");
            return;
        }
        for (int i = 0; i < count; i++) {
            Optional<String> name = variable.apply("GIT_CONFIG_KEY_" + i).flatMap(GitConfigText::canonicalName);
            if (name.isEmpty()) {
                fail("git misses GIT_CONFIG_KEY_" + i + ", or cannot read it");
                return;
            }
            // an empty variable and a missing one look alike from here
            add(
                    new Entry(
                            name.get(),
                            Optional.of(variable.apply("GIT_CONFIG_VALUE_" + i).orElse(""))),
                    "",
                    0);
        }
    }

    private void read(String file, int depth) {
        Optional<String> text = resolved(file).flatMap(this::text);
        if (text.isEmpty() || problem.isPresent()) {
            return;
        }
        if (depth > DEEPEST_INCLUDE || ++filesRead > MOST_FILES) {
            fail("git's settings include one another too often, at " + file);
            return;
        }
        Contents contents = GitConfigText.parse(text.get());
        for (Entry entry : contents.entries()) {
            add(entry, file, depth);
        }
        contents.badLine().ifPresent(it -> fail("git cannot read line " + it + " of " + file));
    }

    private void add(Entry entry, String file, int depth) {
        entries.add(entry);
        String name = entry.name();
        boolean plain = name.equals("include.path");
        boolean conditional = name.startsWith("includeif.") && name.endsWith(".path");
        if (!plain && !conditional) {
            return;
        }
        String condition =
                plain ? "" : name.substring("includeif.".length(), Math.max("includeif.".length(), name.length() - 5));
        if (plain || holds(condition, file)) {
            entry.value().flatMap(it -> included(it, file)).ifPresent(it -> read(it, depth + 1));
        }
    }

    /** The file of an include.path: below the including file's folder, unless it says otherwise. */
    private Optional<String> included(String path, String file) {
        if (path.startsWith("~/")) {
            return Optional.of(home + path.substring(1));
        }
        if (path.startsWith("~") || path.startsWith("%(")) {
            return Optional.empty();
        }
        try {
            return file.isEmpty() && !Path.of(path).isAbsolute()
                    ? Optional.empty()
                    : Optional.of(Path.of(file).resolveSibling(path).toString());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The condition of an includeIf (git-config(1) CONDITIONAL INCLUDES). */
    private boolean holds(String condition, String file) {
        int colon = condition.indexOf(':');
        String pattern = condition.substring(colon + 1);
        return switch (condition.substring(0, Math.max(colon, 0))) {
            case "gitdir" -> isGitDirectory(pattern, file, false);
            case "gitdir/i" -> isGitDirectory(pattern, file, true);
            case "onbranch" -> branch.filter(it -> matches(pattern, it)).isPresent();
            default -> false;
        };
    }

    private boolean isGitDirectory(String pattern, String file, boolean anyCase) {
        String full = pattern;
        if (pattern.startsWith("~/")) {
            full = home + pattern.substring(1);
        } else if (pattern.startsWith("./")) {
            int slash = file.lastIndexOf('/');
            full = slash < 0 ? pattern : file.substring(0, slash) + pattern.substring(1);
        } else if (!pattern.startsWith("/") && !pattern.startsWith(":", 1) && !pattern.startsWith("**/")) {
            full = "**/" + pattern;
        }
        String wanted = anyCase ? full.toLowerCase(Locale.ROOT) : full;
        return gitDirectory.stream()
                .flatMap(it -> real(it).equals(it) ? List.of(it).stream() : List.of(it, real(it)).stream())
                .map(it -> it.toString().replace('\\', '/'))
                .map(it -> anyCase ? it.toLowerCase(Locale.ROOT) : it)
                .anyMatch(it -> matches(wanted, it));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (java.io.IOException e) {
            return path;
        }
    }

    /** A pattern without wildcards but a leading "**" and a trailing one, which "/" at its end stands for. */
    private static boolean matches(String pattern, String text) {
        boolean anywhere = pattern.startsWith("**/");
        boolean below = pattern.endsWith("/") || pattern.endsWith("/**");
        String core = pattern.substring(anywhere ? 3 : 0, pattern.length() - (pattern.endsWith("/**") ? 2 : 0));
        for (int i = 0; i < core.length(); i++) {
            if ("*?[\\".indexOf(core.charAt(i)) >= 0) {
                return false;
            }
        }
        if (!anywhere) {
            return below ? text.startsWith(core) && text.length() > core.length() : text.equals(core);
        }
        String padded = "/" + text;
        int place = padded.indexOf("/" + core);
        return below ? place >= 0 && place + 1 + core.length() < padded.length() : padded.endsWith("/" + core);
    }

    /** The git directory: GIT_DIR, or the first one from the directory upwards (git setup.c). */
    private Optional<Path> find() {
        Optional<String> told = variable.apply("GIT_DIR");
        if (told.isPresent()) {
            return resolved(told.get()).filter(this::isGitDirectory);
        }
        for (Path folder = directory; folder != null; folder = folder.getParent()) {
            for (Path candidate : List.of(linked(folder), folder)) {
                if (isGitDirectory(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /** A folder's {@code .git}, or what that points to where it is a file. */
    private Path linked(Path folder) {
        Path inside = folder.resolve(".git");
        return text(inside)
                .filter(it -> it.startsWith("gitdir: "))
                .flatMap(
                        it -> resolved(folder, it.substring("gitdir: ".length()).strip()))
                .orElse(inside);
    }

    private boolean isGitDirectory(Path folder) {
        Path common = commonDirectory(folder);
        return files.exists(folder.resolve("HEAD").toString())
                && files.exists(common.resolve("objects").toString())
                && files.exists(common.resolve("refs").toString());
    }

    /** Where a worktree's git directory keeps what all worktrees share. */
    private Path commonDirectory(Path folder) {
        return text(folder.resolve("commondir"))
                .flatMap(it -> resolved(folder, it.strip()))
                .orElse(folder);
    }

    private Optional<Path> resolved(String path) {
        return resolved(directory, path);
    }

    private static Optional<Path> resolved(Path folder, String path) {
        try {
            return Optional.of(folder.resolve(path).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<String> text(Path file) {
        return files.read(file.toString()).seen().map(it -> new String(it.bytes(), StandardCharsets.UTF_8));
    }

    private void fail(String reason) {
        problem = problem.or(() -> Optional.of(reason));
    }
}
