package com.example.phonebook;

import dev.gildong.cache.ReadThroughCache;
import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import dev.gildong.module.GameModule;
import dev.gildong.module.ModuleContext;
import dev.gildong.module.ModuleParts;
import java.time.Duration;
import java.util.List;

/** A phone book for each player. */
public final class PhoneBookModule implements GameModule {

    @Override
    public String name() {
        return "phonebook";
    }

    @Override
    public List<Class<?>> entities() {
        return List.of(Entry.class);
    }

    @Override
    public List<Class<? extends Record>> settings() {
        return List.of(PhoneBookSettings.class);
    }

    @Override
    public ModuleParts start(ModuleContext context) {
        PhoneBookSettings settings = context.settings().group(PhoneBookSettings.class);
        ReadThroughCache<String, Stored> cache = context.caches()
                .add("phonebook-entries", String.class, Stored.class, settings.cachedEntries(), Duration.ofMinutes(1));
        PhoneBook book = new PhoneBook(context.database(), cache, context.pageTokens());
        context.tasks().register(CountTask.TYPE, new CountTask());
        return ModuleParts.of(new EntryResource(book)).with(new PlayerEntries(book));
    }

    /** Its settings. */
    @SettingGroup("gildong.module.phonebook")
    public record PhoneBookSettings(
            @Setting(doc = "Entries kept in memory.", byDefault = "1000", min = "1", max = "1000000")
            int cachedEntries) {}
}
