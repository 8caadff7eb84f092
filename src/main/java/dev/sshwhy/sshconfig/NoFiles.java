package dev.sshwhy.sshconfig;

import java.util.List;

/** For words that refer to no file; a port in a destination is a number for all but the most adventurous. */
final class NoFiles implements ConfigFiles {
    @Override
    public Reading read(String path) {
        return new Reading.Missing();
    }

    @Override
    public List<String> names(String directory) {
        return List.of();
    }

    @Override
    public boolean exists(String path) {
        return false;
    }
}
