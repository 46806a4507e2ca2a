package dev.gildong.app;

import dev.gildong.config.SettingsException;
import dev.gildong.log.LogTargets;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Starts and stops Gildong with its web application. A start that fails leaves nothing open and stops the deployment. */
public final class GildongListener implements ServletContextListener {
    private @Nullable Gildong gildong;
    /** Whether Log4j was loaded for this application alone, so that it ends with it. */
    private boolean ownsItsClasses;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        SLF4JBridgeHandler.install();
        ServletContext context = event.getServletContext();
        ownsItsClasses = context.getClassLoader().equals(GildongListener.class.getClassLoader());
        try {
            Map<String, String> parameters = Collections.list(context.getInitParameterNames()).stream()
                    .collect(Collectors.toMap(
                            name -> name, name -> Objects.requireNonNull(context.getInitParameter(name))));
            if (context.getAttribute("gildong.migrate") != null) {
                Gildong.migrate(parameters);
                return;
            }
            Gildong started = Gildong.start(parameters);
            gildong = started;
            started.register(context);
        } catch (SettingsException e) {
            logger().fatal("the start failed: {}", e.getMessage());
            stop();
            throw e;
        } catch (RuntimeException | Error e) {
            logger().fatal("the start failed", e);
            stop();
            throw e;
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        stop();
    }

    private void stop() {
        if (gildong != null) {
            gildong.close();
            gildong = null;
        }
        SLF4JBridgeHandler.uninstall();
        if (ownsItsClasses) {
            unloadDrivers();
            LogTargets.end(LogManager::shutdown);
        }
    }

    /** Drivers that stay registered would keep this application in the container's memory after it is gone. */
    private static void unloadDrivers() {
        DriverManager.drivers()
                .filter(driver -> GildongListener.class
                        .getClassLoader()
                        .equals(driver.getClass().getClassLoader()))
                .forEach(driver -> {
                    try {
                        DriverManager.deregisterDriver(driver);
                    } catch (SQLException e) {
                        logger().warn("a database driver stays registered", e);
                    }
                });
    }

    /** Not a constant: the logs are set up by the settings. */
    private static Logger logger() {
        return LogManager.getLogger(GildongListener.class);
    }
}
