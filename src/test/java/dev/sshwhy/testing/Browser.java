package dev.sshwhy.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, for what only a browser can say of a page; tests are skipped where there is none. */
public final class Browser implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars");

    private final ChromeDriver driver;
    private final String axe;

    private Browser(ChromeDriver driver, String axe) {
        this.driver = driver;
        this.axe = axe;
    }

    /**
     * Starts it.
     *
     * @param profile an empty folder, for its settings
     */
    public static Browser start(Path profile) throws IOException {
        Optional<Path> chromium = installed("/usr/bin/chromium", "/usr/bin/google-chrome");
        Optional<Path> chromedriver = installed("/usr/bin/chromedriver");
        assumeTrue(chromium.isPresent() && chromedriver.isPresent(), "needs Debian's chromium and chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + profile);
        LoggingPreferences everything = new LoggingPreferences();
        everything.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", everything);
        // Told where the driver is, Selenium looks for none elsewhere.
        System.setProperty("webdriver.chrome.driver", chromedriver.get().toString());
        ChromeDriver driver = new ChromeDriver(options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        try (InputStream script =
                Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"), "axe is on the class path")) {
            return new Browser(driver, new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Optional<Path> installed(String... paths) {
        return Stream.of(paths).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** Opens a page. */
    public void open(Path file) {
        driver.get(file.toUri().toString());
    }

    /** A screen of this size, in CSS pixels, whose user likes dark pages or not. */
    public void screen(int width, int height, boolean phone, boolean dark) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
        media("screen", dark);
    }

    /** Shows the page as it would be printed, or on a screen. */
    public void media(String type, boolean dark) {
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        type,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    private Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    /** What the page wrote to the console, and the browser about it, since the last call. */
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** What a script returns, as lines. */
    public List<String> lines(String script) {
        return strings(Objects.requireNonNull(driver.executeScript(script), "the script returns nothing"));
    }

    public boolean isTrue(String script) {
        return Boolean.TRUE.equals(driver.executeScript(script));
    }

    /** What axe finds against any of its rules, best practices too. The page's policy does not bind what WebDriver runs. */
    public List<String> violations() {
        driver.executeScript("if (!window.axe) { " + axe + "\n}");
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(
                  it => done(it.violations.map(v => v.id + ': ' + v.help + ': '
                    + v.nodes.slice(0, 4).map(n => n.html + ' ' + n.failureSummary).join(' | '))),
                  e => done(['axe failed: ' + e]));
                """);
        return strings(Objects.requireNonNull(found, "axe answers"));
    }

    /** Presses a key where the focus is. */
    public void press(Keys key) {
        focused().sendKeys(key);
    }

    private WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** The whole page as a PNG file, or as much of it as {@code clip} (x, y, width, height) says. */
    public byte[] picture(List<Integer> clip) {
        Map<String, Object> area =
                Map.of("x", clip.get(0), "y", clip.get(1), "width", clip.get(2), "height", clip.get(3), "scale", 1);
        Map<String, Object> shot =
                cdp("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", area));
        return Base64.getDecoder().decode(String.valueOf(shot.get("data")));
    }

    private static List<String> strings(Object list) {
        List<String> strings = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.forEach(it -> strings.add(String.valueOf(it)));
        }
        return strings;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
