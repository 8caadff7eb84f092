package dev.sshwhy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * Turns the lambdas and method references of compiled classes into ordinary classes, between the compiler and the tests.
 *
 * <p>Java makes the class of a lambda when it is first met ({@link java.lang.invoke.LambdaMetafactory}). Even out of a
 * class-data archive that takes a tenth of a millisecond, and a check meets five hundred of them: a third of its time.
 * An ordinary class out of the archive takes a hundredth of that.
 *
 * <p>The build runs this file as it stands: {@code java -cp (asm, asm-commons, asm-tree) PlainLambdas.java FOLDER}. What
 * it converted before it leaves as it is. Records' {@code equals} and the few lambdas that can be serialized stay Java's.
 */
public final class PlainLambdas {
    /** As Java itself calls such a class, so that a stack trace reads as ever. */
    private static final String MARK = "$$Lambda";

    /** The static method of a made class that takes what the lambda caught and gives the object. */
    private static final String CREATE = "create";

    private final Map<String, ClassWriter> read = new TreeMap<>();
    private final Map<String, ClassWriter> made = new TreeMap<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> called = new HashSet<>();
    private final List<Runnable> memberships = new ArrayList<>();

    private PlainLambdas() {}

    /** Converts the class files below a folder, the one argument. */
    public static void main(String[] arguments) throws IOException {
        new PlainLambdas().convert(Path.of(arguments[0]));
    }

    private void convert(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(it -> it.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            ClassReader reader = new ClassReader(Files.readAllBytes(file));
            ClassWriter writer = new ClassWriter(0);
            read.put(reader.getClassName(), writer);
            reader.accept(new Conversion(writer), 0);
        }
        memberships.forEach(Runnable::run);
        for (String name : read.keySet()) {
            if (name.contains(MARK) && !called.contains(name)) {
                Files.delete(folder.resolve(name + ".class")); // its lambda is gone from the source
            }
        }
        read.keySet().retainAll(changed);
        read.putAll(made);
        for (Map.Entry<String, ClassWriter> each : read.entrySet()) {
            Files.write(
                    folder.resolve(each.getKey() + ".class"), each.getValue().toByteArray());
        }
    }

    /** A class that is copied from its file, with calls in place of its lambdas. */
    private final class Conversion extends ClassVisitor {
        private String owner = "";
        private String host = "";
        private int version;
        private int count;

        Conversion(ClassVisitor copy) {
            super(Opcodes.ASM9, copy);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            this.version = version;
            owner = name;
            host = name;
            super.visit(version, access, name, signature, parent, interfaces);
        }

        @Override
        public void visitNestHost(String name) {
            host = name;
            super.visitNestHost(name);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(api, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitInvokeDynamicInsn(
                        String method, String creation, Handle bootstrap, Object... arguments) {
                    if (!isLambda(bootstrap)) {
                        super.visitInvokeDynamicInsn(method, creation, bootstrap, arguments);
                        return;
                    }
                    Lambda lambda = new Lambda(
                            new Method(method, ((Type) arguments[0]).getDescriptor()),
                            new Method(CREATE, creation),
                            (Handle) arguments[1],
                            (Type) arguments[2]);
                    visitMethodInsn(Opcodes.INVOKESTATIC, made(lambda), CREATE, creation, false);
                }

                @Override
                public void visitMethodInsn(
                        int operation, String of, String method, String descriptor, boolean isInterface) {
                    if (!of.equals(owner)) {
                        called.add(of);
                    }
                    super.visitMethodInsn(operation, of, method, descriptor, isInterface);
                }
            };
        }

        private String made(Lambda lambda) {
            String name = owner + MARK + ++count;
            made.put(name, lambda.written(name, host, version));
            changed.add(owner);
            changed.add(host);
            // Only members of one nest may call its private methods, and a host may be read after its members.
            String nest = host;
            memberships.add(() -> Objects.requireNonNull(read.get(nest)).visitNestMember(name));
            return name;
        }

        private static boolean isLambda(Handle bootstrap) {
            return bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                    && bootstrap.getName().equals("metafactory");
        }
    }

    /**
     * A lambda as the compiler describes it.
     *
     * @param method the interface's one method, with its types erased
     * @param creation takes what was caught, gives the interface
     * @param body what is to be called, with what was caught and then with the method's arguments
     * @param exact the method's types as they are at this place
     */
    private record Lambda(Method method, Method creation, Handle body, Type exact) {
        ClassWriter written(String name, String host, int version) {
            Type self = Type.getObjectType(name);
            Type[] caught = creation.getArgumentTypes();
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            writer.visit(
                    version,
                    Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                    name,
                    null,
                    "java/lang/Object",
                    new String[] {creation.getReturnType().getInternalName()});
            writer.visitNestHost(host);
            for (int i = 0; i < caught.length; i++) {
                writer.visitField(Opcodes.ACC_FINAL, field(i), caught[i].getDescriptor(), null, null);
            }
            Method constructor = new Method("<init>", Type.VOID_TYPE, caught);
            writeConstructor(writer, self, constructor);
            writeCreation(writer, self, constructor);
            writeMethod(writer, self);
            return writer;
        }

        private static void writeConstructor(ClassWriter writer, Type self, Method constructor) {
            GeneratorAdapter code = new GeneratorAdapter(0, constructor, null, null, writer);
            code.loadThis();
            code.invokeConstructor(Type.getType(Object.class), new Method("<init>", "()V"));
            Type[] caught = constructor.getArgumentTypes();
            for (int i = 0; i < caught.length; i++) {
                code.loadThis();
                code.loadArg(i);
                code.putField(self, field(i), caught[i]);
            }
            code.returnValue();
            code.endMethod();
        }

        private void writeCreation(ClassWriter writer, Type self, Method constructor) {
            GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_STATIC, creation, null, null, writer);
            code.newInstance(self);
            code.dup();
            code.loadArgs();
            code.invokeConstructor(self, constructor);
            code.returnValue();
            code.endMethod();
        }

        private void writeMethod(ClassWriter writer, Type self) {
            GeneratorAdapter code = new GeneratorAdapter(Opcodes.ACC_PUBLIC, method, null, null, writer);
            Type owner = Type.getObjectType(body.getOwner());
            Method target = new Method(body.getName(), body.getDesc());
            boolean creates = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
            List<Type> wanted = new ArrayList<>(List.of(target.getArgumentTypes()));
            if (creates) {
                code.newInstance(owner);
                code.dup();
            } else if (body.getTag() != Opcodes.H_INVOKESTATIC) {
                wanted.add(0, owner);
            }
            Type[] caught = creation.getArgumentTypes();
            for (int i = 0; i < caught.length; i++) {
                code.loadThis();
                code.getField(self, field(i), caught[i]);
            }
            Type[] given = exact.getArgumentTypes();
            for (int i = 0; i < given.length; i++) {
                code.loadArg(i);
                convert(code, method.getArgumentTypes()[i], given[i]);
                convert(code, given[i], wanted.get(caught.length + i));
            }
            code.visitMethodInsn(operation(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
            Type result = creates ? owner : target.getReturnType();
            if (method.getReturnType().getSort() != Type.VOID) {
                convert(code, result, exact.getReturnType());
                convert(code, exact.getReturnType(), method.getReturnType());
            } else if (result.getSize() == 2) {
                code.pop2();
            } else if (result.getSize() == 1) {
                code.pop();
            }
            code.returnValue();
            code.endMethod();
        }

        private int operation() {
            return switch (body.getTag()) {
                case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
                case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
                default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
            };
        }

        /** As Java converts the argument of a call (JLS 5.3). */
        private static void convert(GeneratorAdapter code, Type from, Type to) {
            boolean isObject = from.getSort() >= Type.ARRAY;
            boolean becomesObject = to.getSort() >= Type.ARRAY;
            if (from.equals(to)) {
                return;
            } else if (isObject && becomesObject) {
                code.checkCast(to);
            } else if (isObject) {
                code.unbox(to);
            } else if (becomesObject) {
                code.valueOf(from);
            } else {
                code.cast(from, to);
            }
        }

        private static String field(int number) {
            return "caught" + number;
        }
    }
}
