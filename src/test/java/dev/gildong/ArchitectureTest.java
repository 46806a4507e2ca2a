package dev.gildong;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gildong.Routes.Route;
import dev.gildong.http.Access;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String[] PLATFORM = {
        "dev.gildong.http..",
        "dev.gildong.config..",
        "dev.gildong.persistence..",
        "dev.gildong.change..",
        "dev.gildong.cache..",
        "dev.gildong.outbound..",
        "dev.gildong.token..",
        "dev.gildong.thread..",
        "dev.gildong.log..",
        "dev.gildong.rank.."
    };
    private static final String[] FEATURES = {
        "dev.gildong.player..",
        "dev.gildong.session..",
        "dev.gildong.account..",
        "dev.gildong.oidc..",
        "dev.gildong.audit..",
        "dev.gildong.apikey..",
        "dev.gildong.leaderboard..",
        "dev.gildong.score..",
        "dev.gildong.event..",
        "dev.gildong.moderation..",
        "dev.gildong.limit..",
        "dev.gildong.task..",
        "dev.gildong.sample..",
        "dev.gildong.schedule..",
        "dev.gildong.season..",
        "dev.gildong.webhook..",
        "dev.gildong.idempotency..",
        "dev.gildong.privacy..",
        "dev.gildong.document..",
        "dev.gildong.module.."
    };
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gildong");

    @Test
    void everyPackageShouldBePlatformFeatureOrWiring() {
        Set<String> known = new TreeSet<>(
                Set.of("dev.gildong.app", "dev.gildong.launcher", "dev.gildong.autoscale", "dev.gildong.tomcat"));
        Arrays.stream(PLATFORM).forEach(name -> known.add(name.replace("..", "")));
        Arrays.stream(FEATURES).forEach(name -> known.add(name.replace("..", "")));

        assertThat(MAIN.stream().map(JavaClass::getPackageName)).allMatch(known::contains);
    }

    @Test
    void platformShouldKnowNoFeature() {
        noClasses()
                .that()
                .resideInAnyPackage(PLATFORM)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FEATURES)
                .check(MAIN);
    }

    @Test
    void ranksShouldNeedTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.gildong.rank..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.gildong.rank..", "org.jspecify.annotations")
                .check(MAIN);
    }

    @Test
    void nothingShouldKnowTheWiring() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gildong.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.gildong.app..")
                .check(MAIN);
    }

    @Test
    void packagesShouldHaveNoCycles() {
        slices().matching("dev.gildong.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyRepositoriesShouldUseTheEntityManager() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gildong.persistence..")
                .and()
                .haveSimpleNameNotEndingWith("Repository")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(EntityManager.class)
                .check(MAIN);
    }

    @Test
    void resourcesShouldBeFinalAndAnswerWithRecords() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(MAIN);
        methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should()
                .notHaveRawReturnType(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "entity", type -> type.isAnnotatedWith(Entity.class)))
                .check(MAIN);
    }

    @Test
    void everyEndpointShouldSayWhoMayCallIt() {
        methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should()
                .beAnnotatedWith(Access.class)
                .check(MAIN);
    }

    @Test
    void everyRouteShouldBeDescribedAndEveryDescriptionServed() {
        assertThat(Routes.all().stream().map(Route::toString))
                .containsExactlyInAnyOrderElementsOf(OpenApi.load().operations());
    }

    @Test
    void nobodyShouldAskTheComputerForTheTime() {
        noClasses().should().callMethod(Instant.class, "now").check(MAIN);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(MAIN);
    }

    @Test
    void namesShouldSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)$")
                .check(MAIN);
    }

    @Test
    void launcherShouldNeedTheJdkAloneUntilTheServerIsThere() {
        classes()
                .that()
                .haveNameMatching("dev\\.gildong\\.(launcher\\.(Main|CommandLine)|autoscale\\.[A-Z].*)")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "dev.gildong.launcher", "dev.gildong.autoscale", "org.jspecify.annotations")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAnyPackage("dev.gildong.launcher..", "dev.gildong.autoscale..", "dev.gildong.tomcat..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are of the application, but Problem and SecurityHeaders",
                        type -> type.getPackageName().startsWith("dev.gildong.")
                                && !type.getPackageName().startsWith("dev.gildong.launcher")
                                && !type.getPackageName().startsWith("dev.gildong.autoscale")
                                && !type.getPackageName().startsWith("dev.gildong.tomcat")
                                && !type.getName().startsWith("dev.gildong.http.Problem")
                                && !type.getName().equals("dev.gildong.http.SecurityHeaders")))
                .check(MAIN);
    }
}
