package my.methods;

import com.google.inject.AbstractModule;
import org.weightbalancing.app.experiment.CatalogModule;

/** Gives the methods their names in experiment files. */
public final class Bindings extends AbstractModule {

    @Override
    protected void configure() {
        CatalogModule.losses(binder()).addBinding("poly").toInstance(PolyLoss.component());
        CatalogModule.regularizers(binder()).addBinding("min-norm").toInstance(MinNorm.component());
    }
}
