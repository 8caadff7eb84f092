package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostCertificate;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Severity;
import dev.sshwhy.testing.ReportSchema;
import dev.sshwhy.testing.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** That the schema is a good one: valid itself, true to the code, and strict enough to refuse what is not a report. */
class ReportSchemaTest {
    /** Objects whose keys are data, each key one that may be missing. */
    private static final Set<String> MAPS = Set.of("options", "algorithms");

    @TempDir
    private Path home;

    private JsonNode report = ReportSchema.tree("{}");

    @BeforeEach
    void makeAReportWithSomethingInEveryPart() throws IOException {
        Diagnosis diagnosis =
                new Scenario(Path.of("testdata/scenarios/jump-host-that-does-not-know-the-key")).diagnosis(home);
        Run run = new Run("sshwhy", "test", "Linux", 1, true, Optional.empty());
        report = ReportSchema.tree(JsonReport.of(diagnosis, run));
        assertEquals(List.of(), ReportSchema.complaints("", report));
    }

    @Test
    void isValidItself() {
        assertEquals(List.of(), ReportSchema.complaintsAboutItself());
    }

    @Test
    void refusesAReportThatLacksAnyKey() {
        int tried = 0;
        for (String place : places(report, "")) {
            JsonNode copy = report.deepCopy();
            String parent = place.substring(0, place.lastIndexOf('/'));
            String name = place.substring(place.lastIndexOf('/') + 1);
            if (copy.at(parent) instanceof ObjectNode object && !MAPS.contains(nameOf(parent))) {
                object.remove(name);
                assertNotEquals(List.of(), ReportSchema.complaints("", copy), place);
                tried++;
            }
        }
        assertTrue(tried > 100, "only " + tried + " keys");
    }

    @Test
    void refusesAnyKeyTooMuch() {
        int tried = 0;
        for (String place : places(report, "")) {
            JsonNode copy = report.deepCopy();
            if (copy.at(place) instanceof ObjectNode object) {
                object.put("Extra", 1);
                assertNotEquals(List.of(), ReportSchema.complaints("", copy), place);
                tried++;
            }
        }
        assertTrue(tried > 20, "only " + tried + " objects");
    }

    @Test
    void refusesAValueOfAnotherTypeAnywhere() {
        for (String place : places(report, "")) {
            JsonNode copy = report.deepCopy();
            String parent = place.substring(0, place.lastIndexOf('/'));
            String name = place.substring(place.lastIndexOf('/') + 1);
            JsonNode around = copy.at(parent);
            if (around instanceof ObjectNode object) {
                object.put(name, 1.5);
            } else if (around instanceof ArrayNode array) {
                array.set(Integer.parseInt(name), 1.5);
            }
            assertNotEquals(List.of(), ReportSchema.complaints("", copy), place);
        }
    }

    @Test
    void refusesAWordThatNoEnumHas() {
        for (String place : List.of("/verdict", "/findings/0/severity", "/findings/0/effect", "/agent/state")) {
            JsonNode copy = report.deepCopy();
            ((ObjectNode) copy.at(place.substring(0, place.lastIndexOf('/')))).put(nameOf(place), "fine");
            assertNotEquals(List.of(), ReportSchema.complaints("", copy), place);
        }
    }

    /** Both ways: a word that only the code knows, and one that only the schema knows, are both mistakes. */
    @Test
    void hasTheWordsThatTheCodeHas() {
        List<String> layers = words(Handshake.Reached.class);
        layers.remove("nothing");
        Map<String, List<String>> inCode = new TreeMap<>();
        inCode.put("/properties/verdict", words(Verdict.class));
        inCode.put("/properties/exitCode", exitCodes());
        inCode.put("/properties/machine/properties/operatingSystem", words(OperatingSystem.class));
        inCode.put("/properties/agent/properties/state", words(Agent.State.class));
        inCode.put("/$defs/accountRule", words(AccountFault.Kind.values(), AccountFault.Kind::rule));
        inCode.put("/$defs/answer/properties/answer", words(KeyAnswer.Answer.class));
        inCode.put("/$defs/certificate/properties/purpose", words(Certificate.Purpose.class));
        inCode.put("/$defs/finding/properties/severity", words(Severity.class));
        inCode.put("/$defs/finding/properties/certainty", words(Certainty.class));
        inCode.put("/$defs/finding/properties/effect", words(Effect.class));
        inCode.put("/$defs/rules/properties/rules/items/properties/severity", words(Severity.class));
        inCode.put("/$defs/rules/properties/rules/items/properties/effect", words(Effect.class));
        inCode.put("/$defs/fix/properties/safety", words(Fix.Safety.class));
        inCode.put("/$defs/handshake/properties/errorKind", orNull(words(Handshake.Failure.Kind.class)));
        inCode.put("/$defs/handshake/properties/reached", orNull(layers));
        inCode.put(
                "/$defs/hostCertificate/properties/standing",
                words(HostCertificate.Standing.values(), HostCertificate.Standing::words));
        inCode.put("/$defs/hostKey/properties/known", words(HostKey.Known.class));
        inCode.put("/$defs/identity/properties/namedBy", words(Identity.NamedBy.class));
        inCode.put("/$defs/identity/properties/pair", words(Identity.Pair.class));
        inCode.put("/$defs/identity/properties/server", List.of("accepted", "refused", "not-asked"));
        inCode.put("/$defs/key/properties/format", words(KeyFormat.values(), KeyFormat::shown));
        inCode.put(
                "/$defs/login/properties/result", words(Login.class.getPermittedSubclasses(), ReportSchemaTest::kebab));
        inCode.put("/$defs/stage/properties/layer", layers);
        inCode.put("/$defs/step/properties/kind", words(Fix.Step.Kind.class));

        JsonNode schema = ReportSchema.tree(ReportSchema.TEXT);
        Map<String, List<String>> inSchema = new TreeMap<>();
        for (String place : places(schema, "")) {
            if (nameOf(place).equals("enum")) {
                List<String> words = new ArrayList<>();
                schema.at(place).forEach(it -> words.add(it.isNull() ? "null" : it.asString()));
                inSchema.put(place.substring(0, place.length() - "/enum".length()), words);
            }
        }
        assertEquals(sorted(inCode), sorted(inSchema));
    }

    @Test
    void saysOfEachPartWhatItIs() {
        JsonNode schema = ReportSchema.tree(ReportSchema.TEXT);
        for (String place : places(schema, "")) {
            String parent = place.substring(0, place.lastIndexOf('/'));
            if (nameOf(parent).equals("properties") || nameOf(parent).equals("$defs")) {
                JsonNode part = schema.at(place);
                JsonNode told =
                        part.has("$ref") ? schema.at(part.get("$ref").asString().substring(1)) : part;
                assertTrue(told.has("description"), place);
                assertFalse(told.get("description").asString().isBlank(), place);
            }
        }
    }

    /** Every definition is used, or is what a command prints. */
    @Test
    void hasNoDefinitionInVain() {
        JsonNode schema = ReportSchema.tree(ReportSchema.TEXT);
        Set<String> unused = new TreeSet<>();
        schema.get("$defs").propertyNames().forEach(unused::add);
        for (String place : places(schema, "")) {
            if (nameOf(place).equals("$ref")) {
                String name = nameOf(schema.at(place).asString());
                assertTrue(schema.get("$defs").has(name), name);
                unused.remove(name);
            }
        }
        assertEquals(Set.of("account", "config", "keys", "lint", "rules"), unused);
    }

    /** Every object and value below, by its place (RFC 6901). */
    private static List<String> places(JsonNode node, String at) {
        List<String> places = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(it -> {
                String place = at + "/" + it.getKey().replace("~", "~0").replace("/", "~1");
                places.add(place);
                places.addAll(places(it.getValue(), place));
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                places.add(at + "/" + i);
                places.addAll(places(array.get(i), at + "/" + i));
            }
        }
        return places;
    }

    private static String nameOf(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private static List<String> words(Class<? extends Enum<?>> type) {
        return words(
                type.getEnumConstants(),
                it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static <T> List<String> words(T[] values, Function<? super T, String> word) {
        return new ArrayList<>(Arrays.stream(values).map(word).toList());
    }

    private static String kebab(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<String> exitCodes() {
        return Arrays.stream(Verdict.values())
                .flatMap(it -> Stream.of(it.exitCode(false), it.exitCode(true)))
                .distinct()
                .map(String::valueOf)
                .toList();
    }

    private static List<String> orNull(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.add("null");
        return all;
    }

    private static Map<String, List<String>> sorted(Map<String, List<String>> words) {
        Map<String, List<String>> sorted = new TreeMap<>();
        words.forEach((place, all) -> sorted.put(place, all.stream().sorted().toList()));
        return sorted;
    }
}
