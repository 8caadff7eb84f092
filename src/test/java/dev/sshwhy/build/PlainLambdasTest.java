package dev.sshwhy.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainLambdasTest {
    /** Every kind of lambda that the language has, each with a result that tells whether it was called rightly. */
    private static final String SOURCE = """
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;

            public class Sample {
                static StringBuilder said = new StringBuilder();
                static Set<Boolean> hidden = new TreeSet<>();

                static void say(Object what) { said.append(what).append('\\n'); }
                static <T> T seen(T lambda) { hidden.add(lambda.getClass().isHidden()); return lambda; }

                interface Sum<T> { T of(T left, T right); default Sum<T> twice() { return (l, r) -> of(of(l, r), r); } }
                interface Wide { double of(long a, int b, double c, byte d); }
                interface Named { String name(); static Named of(String name) { return () -> name; }
                    private String inner() { return "inner " + name(); }
                    default Supplier<String> later() { return this::inner; } }
                enum Kind { A { @Override String say() { return text.get(); } }, B;
                    final Supplier<String> text = () -> "kind " + name(); String say() { return "plain"; } }
                record Pair(int left, Long right) {
                    private String both() { return left + "/" + right; }
                    Supplier<String> later() { return this::both; }
                    class Inner { Supplier<String> deep() { return () -> both() + "!"; } } }
                static class Parent { protected String who() { return "parent"; } }
                static class Child extends Parent {
                    @Override protected String who() { return "child"; }
                    Supplier<String> above() { return super::who; } }

                private int number = 7;
                private long add(long a, int b) { return a + b + number; }
                private static int half(int n) { return n / 2; }
                static String many(String... all) { return String.join("+", all); }

                void run() {
                    long wide = 1L << 40; double real = 1.5; char sign = 'x'; boolean yes = true; byte small = -3;
                    say(seen((Supplier<String>) () -> wide + real + "" + sign + yes + small).get());
                    say(seen((LongBinaryOperator) (a, b) -> add(a, (int) b)).applyAsLong(wide, 2));
                    say(seen((BiFunction<Long, Integer, Long>) this::add).apply(5L, 6));
                    say(seen((ToLongFunction<Integer>) Sample::half).applyAsLong(9));
                    say(seen((IntFunction<Object>) Sample::half).apply(9));
                    say(seen((Function<Integer, Number>) Sample::half).apply(8));
                    say(seen((IntToDoubleFunction) Sample::half).applyAsDouble(8));
                    say(seen((ToIntFunction<Character>) c -> c + 1).applyAsInt('a'));
                    say(seen((Sum<Integer>) Integer::sum).twice().of(3, 4));
                    say(seen((Sum<String>) String::concat).twice().of("a", "b"));
                    say(seen((Wide) (a, b, c, d) -> a + b + c + d).of(wide, 2, 0.25, (byte) 4));
                    say(seen((Function<String, StringBuilder>) StringBuilder::new).apply("new").reverse());
                    say(seen((Supplier<Pair>) () -> new Pair(1, 2L)).get().later().get());
                    say(seen((BiFunction<Integer, Long, Pair>) Pair::new).apply(3, 4L));
                    say(new Pair(5, 6L).new Inner().deep().get());
                    say(seen((IntFunction<int[]>) int[]::new).apply(3).length);
                    say(seen((UnaryOperator<int[]>) int[]::clone).apply(new int[] {4, 5})[1]);
                    say(seen((BinaryOperator<String>) Sample::many).apply("m", "n"));
                    say(seen(Named.of("gpu").later()).get());
                    say(Kind.A.say() + Kind.B.say());
                    say(seen(new Child().above()).get());
                    say(seen((Consumer<List<String>>) l -> l.add("x")));
                    List<String> list = new ArrayList<>();
                    seen((Consumer<String>) list::add).accept("dropped result");
                    seen((LongConsumer) Math::abs).accept(4);
                    say(list);
                    say(Stream.of("b", "a").sorted(Comparator.comparing(String::length).thenComparing(s -> s)).toList());
                    say(Stream.of(1, 2, 3).mapToInt(Integer::intValue).sum());
                    Supplier<Supplier<String>> nested = () -> seen((Supplier<String>) () -> "nested " + number);
                    say(nested.get().get());
                    say(seen((Predicate<? super String>) String::isEmpty).negate().test("s"));
                    Runnable[] loop = new Runnable[3];
                    for (int i = 0; i < 3; i++) { int at = i; loop[i] = () -> say("loop " + at); }
                    for (Runnable each : loop) each.run();
                }

                public static String result() {
                    new Sample().run();
                    return said.toString().replaceAll("Sample.*@[0-9a-f]+|Sample.*/0x[0-9a-f]+@[0-9a-f]+", "object");
                }
                public static Set<Boolean> hidden() { return hidden; }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void everyKindOfLambdaSaysTheSameAfterwards() throws Exception {
        compile(SOURCE);
        Answer before = run();
        PlainLambdas.main(new String[] {folder.toString()});
        Answer after = run();
        assertEquals(before.result(), after.result());
        assertEquals(Set.of(true), before.hidden(), "Java itself makes hidden classes");
        assertEquals(Set.of(false), after.hidden(), "ordinary ones");
    }

    @Test
    void whatIsConvertedStaysAsItIs() throws Exception {
        compile(SOURCE);
        PlainLambdas.main(new String[] {folder.toString()});
        Map<String, String> once = files();
        PlainLambdas.main(new String[] {folder.toString()});
        assertEquals(once, files());
    }

    @Test
    void aClassWhoseLambdaIsGoneGoesToo() throws Exception {
        compile("public class Sample { Runnable one = () -> {}; Runnable two = () -> {}; }");
        PlainLambdas.main(new String[] {folder.toString()});
        assertEquals(List.of("Sample$$Lambda1.class", "Sample$$Lambda2.class", "Sample.class"), names());
        compile("public class Sample { Runnable one = () -> {}; }");
        PlainLambdas.main(new String[] {folder.toString()});
        assertEquals(List.of("Sample$$Lambda1.class", "Sample.class"), names());
        compile("public class Sample { }");
        PlainLambdas.main(new String[] {folder.toString()});
        assertEquals(List.of("Sample.class"), names());
    }

    @Test
    void noClassOfSshwhyHasOneLeft() throws Exception {
        Path classes = Path.of(URI.create(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        try (Stream<Path> all = Files.walk(classes)) {
            assertEquals(
                    List.of(),
                    all.filter(it -> it.toString().endsWith(".class"))
                            .filter(it -> bytes(it).contains("LambdaMetafactory"))
                            .toList());
        }
    }

    private void compile(String source) throws IOException {
        Path file = Files.writeString(Files.createTempDirectory("sample").resolve("Sample.java"), source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-proc:none", "-d", folder.toString(), file.toString());
        assertEquals(0, result);
    }

    private record Answer(Object result, Object hidden) {}

    private Answer run() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            Class<?> sample = loader.loadClass("Sample");
            return new Answer(
                    sample.getMethod("result").invoke(null),
                    sample.getMethod("hidden").invoke(null));
        }
    }

    private List<String> names() throws IOException {
        return List.copyOf(files().keySet());
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(it -> all.put(it.getFileName().toString(), bytes(it)));
        }
        return all;
    }

    private static String bytes(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
