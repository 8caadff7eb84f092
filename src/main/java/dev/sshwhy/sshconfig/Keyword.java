package dev.sshwhy.sshconfig;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One keyword of ssh_config(5).
 *
 * @param spelling as the manual writes it
 * @param option the option it sets, as {@code ssh -G} names it
 * @param kind how its value is read
 * @param since the release that brought it (as {@link SshRelease#number}); 0 for those older than 7.0
 * @param owner who knows it
 */
record Keyword(String spelling, String option, Kind kind, int since, Owner owner) {
    private static final Map<Kind, Map<String, String>> STATES = new EnumMap<>(Kind.class);

    static {
        for (Kind kind : Kind.values()) {
            STATES.put(kind, pairs(kind.choices));
        }
    }

    /** Whose ssh knows a keyword. */
    enum Owner {
        EVERYONE,
        /** The GSSAPI key exchange patch, which most distributions carry. */
        GSSAPI_PATCH,
        DEBIAN,
        APPLE
    }

    /** How a value is read. */
    enum Kind {
        HOST,
        MATCH,
        INCLUDE,
        /** Read and thrown away: deprecated, unsupported or ignored. */
        IGNORED,
        FLAG("true:yes false:no yes:yes no:no"),
        YES_NO_ASK("true:true false:false yes:true no:false ask:ask"),
        STRICT_HOST_KEY("true:true false:false yes:true no:false ask:ask off:false accept-new:accept-new"),
        ADDRESS_FAMILY("inet:inet inet6:inet6 any:any"),
        CONTROL_MASTER("true:true yes:true false:false no:false auto:auto ask:ask autoask:autoask"),
        TUNNEL("ethernet:ethernet point-to-point:point-to-point true:point-to-point yes:point-to-point false:false"
                + " no:false"),
        REQUEST_TTY("true:true yes:true false:false no:false force:force auto:auto"),
        SESSION_TYPE("none:none subsystem:subsystem default:default"),
        CANONICALIZE("true:true false:false yes:true no:false always:always"),
        PUBKEY("true:true false:false yes:true no:false unbound:unbound host-bound:host-bound"),
        COMPRESSION("yes:yes no:no"),
        WEAK_CRYPTO("true:yes false:no yes:yes no:no no-pq-kex:no"),
        LOG_LEVEL("quiet:QUIET fatal:FATAL error:ERROR info:INFO verbose:VERBOSE debug:DEBUG debug1:DEBUG"
                + " debug2:DEBUG2 debug3:DEBUG3"),
        LOG_FACILITY("daemon:DAEMON user:USER auth:AUTH authpriv:AUTHPRIV local0:LOCAL0 local1:LOCAL1 local2:LOCAL2"
                + " local3:LOCAL3 local4:LOCAL4 local5:LOCAL5 local6:LOCAL6 local7:LOCAL7"),
        HASH("md5:MD5 sha1:SHA1 sha256:SHA256 sha384:SHA384 sha512:SHA512"),
        TIME,
        INTEGER,
        PORT,
        STRING,
        COMMAND,
        PROXY_COMMAND,
        PROXY_JUMP,
        ADDED,
        FORWARD,
        SEND_ENV,
        SET_ENV,
        FILES,
        LOG_VERBOSE,
        REMOTE_OPEN,
        DOMAINS,
        CNAMES,
        ALGORITHMS,
        GSS_KEX,
        AGENT_SOCKET,
        FORWARD_AGENT,
        ADD_KEYS,
        CONTROL_PERSIST,
        ESCAPE_CHAR,
        IP_QOS,
        KEYSTROKES,
        CHANNEL_TIMEOUT,
        REVOKED_KEYS,
        REKEY_LIMIT,
        MASK,
        TUNNEL_DEVICE,
        /** Newer than the ssh this reader was measured against: any words. */
        ANY_WORDS;

        private final String choices;

        Kind() {
            this("");
        }

        Kind(String choices) {
            this.choices = choices;
        }

        /** Whether it takes one of a few words. */
        boolean isChoice() {
            return !choices.isEmpty();
        }

        /** The word as {@code ssh -G} prints it; empty when it is not one of the choice. */
        Optional<String> state(String word) {
            return Optional.ofNullable(states().get(Bytes.lowerCase(word)));
        }

        /** The words to choose from, for people. */
        String shownChoices() {
            return String.join(
                    ", ",
                    states().keySet().stream()
                            .filter(it -> !it.equals("true") && !it.equals("false"))
                            .toList());
        }

        /** Each word that is taken → as it is printed. */
        Map<String, String> states() {
            return STATES.getOrDefault(this, Map.of());
        }
    }

    /** "word:printed word:printed" as a map. */
    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            int colon = pair.indexOf(':');
            pairs.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
        return pairs;
    }
}
