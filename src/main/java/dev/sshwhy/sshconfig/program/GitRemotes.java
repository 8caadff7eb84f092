package dev.sshwhy.sshconfig.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The remotes of a repository and their addresses (git remote.c). The files below {@code .git/remotes} and {@code
 * .git/branches}, which git is giving up, are not read.
 */
final class GitRemotes {
    private final GitSettings settings;

    GitRemotes(GitSettings settings) {
        this.settings = settings;
    }

    /** The remotes that have any setting, in the order of these. */
    List<String> names() {
        Set<String> found = new LinkedHashSet<>();
        for (String name : settings.names()) {
            int last = name.lastIndexOf('.');
            if (name.startsWith("remote.") && last > "remote.".length() && name.charAt("remote.".length()) != '/') {
                found.add(name.substring("remote.".length(), last));
            }
        }
        return List.copyOf(found);
    }

    /** The members of a group, {@code remotes.NAME}. */
    List<String> group(String name) {
        List<String> members = new ArrayList<>();
        for (String value : settings.values("remotes." + name)) {
            for (String member : value.replace('\t', ' ').replace('\n', ' ').split(" ", -1)) {
                if (!member.isEmpty()) {
                    members.add(member);
                }
            }
        }
        return members;
    }

    /** The remote that a command without one means; empty when there is only git's guess, which has no address. */
    Optional<String> usual(boolean pushing) {
        Optional<String> branch = settings.branch();
        Optional<String> explicit = Optional.empty();
        if (pushing) {
            explicit = branch.flatMap(it -> settings.value("branch." + it + ".pushremote"))
                    .or(() -> settings.value("remote.pushdefault"));
        }
        explicit = explicit.or(() -> branch.flatMap(it -> settings.value("branch." + it + ".remote")));
        if (explicit.isPresent()) {
            return explicit;
        }
        List<String> all = names();
        String guess = all.size() == 1 ? all.get(0) : "origin";
        return urls("remote." + guess + ".url").isEmpty() ? Optional.empty() : Optional.of(guess);
    }

    /** The first address that fetching from a remote uses; what is no remote's name is an address itself. */
    String fetchUrl(String remote) {
        List<String> urls = urls("remote." + remote + ".url");
        String url = urls.isEmpty() ? remote : urls.get(0);
        return rewritten(url, ".insteadof").orElse(url);
    }

    /** The first address that pushing to a remote uses. */
    String pushUrl(String remote) {
        List<String> pushUrls = urls("remote." + remote + ".pushurl");
        if (!pushUrls.isEmpty()) {
            return rewritten(pushUrls.get(0), ".insteadof").orElse(pushUrls.get(0));
        }
        List<String> urls = urls("remote." + remote + ".url");
        for (String url : urls.isEmpty() ? List.of(remote) : urls) {
            Optional<String> own = rewritten(url, ".pushinsteadof");
            if (own.isPresent()) {
                return own.get();
            }
        }
        return fetchUrl(remote);
    }

    /** The program on the other side, "uploadpack" or "receivepack"; the first setting counts. */
    Optional<String> serverProgram(String remote, String key) {
        return settings.values("remote." + remote + "." + key).stream().findFirst();
    }

    /** An empty value forgets the addresses before it. */
    private List<String> urls(String name) {
        List<String> urls = new ArrayList<>();
        for (String url : settings.values(name)) {
            urls.add(url);
            if (url.isEmpty()) {
                urls.clear();
            }
        }
        return urls;
    }

    /** The address that {@code url.BASE.insteadOf} makes of it: the longest match, the first of equals. */
    private Optional<String> rewritten(String url, String key) {
        Optional<String> result = Optional.empty();
        int longest = -1;
        for (String name : settings.names()) {
            if (!name.startsWith("url.") || !name.endsWith(key) || name.length() <= "url.".length() + key.length()) {
                continue;
            }
            for (String beginning : settings.values(name)) {
                if (url.startsWith(beginning) && beginning.length() > longest) {
                    longest = beginning.length();
                    String base = name.substring("url.".length(), name.length() - key.length());
                    result = Optional.of(base + url.substring(longest));
                }
            }
        }
        return result;
    }
}
