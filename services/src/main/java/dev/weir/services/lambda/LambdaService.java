package dev.weir.services.lambda;

import dev.weir.api.lambda.LambdaBinding;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable;
import dev.weir.fabric.Service;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.fabric.why.Explains;
import dev.weir.fabric.why.Explanation;
import dev.weir.functions.Functions;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.services.lambda.background.AsyncInvoker;
import dev.weir.services.lambda.background.EventSources;
import dev.weir.services.lambda.background.IdleMappings;
import dev.weir.services.lambda.background.Invoker;
import dev.weir.services.lambda.background.Targets;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.operations.AliasOperations;
import dev.weir.services.lambda.operations.Context;
import dev.weir.services.lambda.operations.EventInvokeOperations;
import dev.weir.services.lambda.operations.FunctionOperations;
import dev.weir.services.lambda.operations.InvokeOperation;
import dev.weir.services.lambda.operations.LayerOperations;
import dev.weir.services.lambda.operations.MappingOperations;
import dev.weir.services.lambda.operations.PermissionOperations;
import dev.weir.services.lambda.operations.SettingOperations;
import dev.weir.services.lambda.operations.UrlOperations;
import dev.weir.services.lambda.operations.VersionOperations;
import dev.weir.services.lambda.resources.AliasResource;
import dev.weir.services.lambda.resources.EventInvokeConfigResource;
import dev.weir.services.lambda.resources.EventSourceMappingResource;
import dev.weir.services.lambda.resources.FunctionResource;
import dev.weir.services.lambda.resources.LayerVersionPermissionResource;
import dev.weir.services.lambda.resources.LayerVersionResource;
import dev.weir.services.lambda.resources.PermissionResource;
import dev.weir.services.lambda.resources.UrlResource;
import dev.weir.services.lambda.resources.VersionResource;
import dev.weir.services.lambda.state.CodeStore;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;

/** AWS Lambda. */
public final class LambdaService implements Service, Invocable, EventTarget, Explains {
    private final Kernel kernel;
    private final Functions functions;
    private final Targets targets;
    private final Invoker invoker;
    private final AsyncInvoker async;
    private final EventSources sources;
    private final FunctionUrls urls;
    private final LambdaDispatch api;

    /** @param functions closed with this service; log lines reach CloudWatch Logs through {@link FabricLog} */
    public LambdaService(Kernel kernel, Fabric fabric, Deliveries deliveries, Functions functions) {
        this.kernel = kernel;
        this.functions = functions;
        CodeStore code = new CodeStore(kernel.store());
        this.targets = new Targets(kernel, code);
        this.invoker = new Invoker(kernel, targets, functions);
        this.async = new AsyncInvoker(kernel, invoker, deliveries);
        this.sources = new EventSources(kernel, fabric, invoker, deliveries);
        this.urls = new FunctionUrls(kernel, code, invoker);
        Context context = new Context(kernel, fabric, functions, code, targets);
        VersionOperations versions = new VersionOperations(context);
        this.api = new LambdaDispatch(
                new FunctionOperations(context, versions),
                versions,
                new AliasOperations(context),
                new InvokeOperation(context, invoker, async),
                new LayerOperations(context),
                new PermissionOperations(context),
                new SettingOperations(context),
                new EventInvokeOperations(context),
                new UrlOperations(context),
                new MappingOperations(context, sources));
        async.start();
    }

    /** Its operations, for who is in the same process. */
    public LambdaDispatch api() {
        return api;
    }

    @Override
    public ServiceBinding binding() {
        return new LambdaBinding(api);
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return List.of(
                new AliasResource(api),
                new EventInvokeConfigResource(api),
                new EventSourceMappingResource(api),
                new FunctionResource(api),
                new LayerVersionPermissionResource(api),
                new LayerVersionResource(api),
                new PermissionResource(api),
                new UrlResource(api),
                new VersionResource(api));
    }

    @Override
    public Optional<DataPlane> dataPlane() {
        return Optional.of(urls);
    }

    /** What invocations lead to is in the journal. */
    @Override
    public List<Explanation> explain(Hop hop) {
        return List.of();
    }

    @Override
    public List<Explanation> idleReaders(Arn source) {
        return IdleMappings.of(kernel, source);
    }

    @Override
    public List<Explanation> standing(Arn arn) {
        return IdleMappings.standing(kernel, arn);
    }

    @Override
    public void resume() {
        sources.resume();
    }

    @Override
    public void reset() {
        sources.stopAll();
        targets.changed();
        functions.retireAll();
    }

    @Override
    public void restart() {
        sources.resume();
    }

    @Override
    public void close() {
        sources.stopAll();
        functions.close();
    }

    @Override
    public boolean exists(Arn arn) {
        try {
            targets.resolve(FunctionName.parse(arn.scope(), arn.toString(), null));
            return true;
        } catch (AwsException e) {
            return false;
        }
    }

    @Override
    public Answer invoke(Invocation invocation) {
        FunctionName name =
                FunctionName.parse(invocation.scope(), invocation.function().toString(), null);
        return invoker.invoke(new Invoker.Request(
                name,
                invocation.payload(),
                invocation.source(),
                invocation.principal(),
                kernel.ids().uuid(),
                null,
                1,
                invocation.cause()));
    }

    /** Takes the event as a queued call. */
    @Override
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        FunctionName name =
                FunctionName.parse(delivery.scope(), delivery.target().toString(), null);
        try {
            targets.resolve(name);
            if (delivery.payload().length > Invoker.MAX_ASYNC) {
                throw LambdaErrors.tooLarge(Invoker.MAX_ASYNC);
            }
        } catch (AwsException e) {
            throw new DeliveryException(e.code(), e.getMessage(), e.status() >= 500);
        }
        String id = kernel.ids().uuid();
        Cause cause = async.enqueue(name, delivery.payload(), delivery.source(), null, id, delivery.cause());
        return new Delivered(id, cause);
    }
}
