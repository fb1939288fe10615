package dev.weir.services.sqs.operations;

import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.QueueName;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Queues;
import dev.weir.shapes.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queue URLs: {@code http://host/account/name}, whatever host the caller used; a bare name counts too. */
public final class QueueUrls {
    private final Queues queues;

    public QueueUrls(Queues queues) {
        this.queues = queues;
    }

    public static String url(Call call, QueueName name) {
        return "http://" + call.authority() + "/" + name.account() + "/" + name.name();
    }

    /**
     * The queue that the URL names, in the caller's region.
     *
     * @throws dev.weir.shapes.AwsException where there is none
     */
    QueueOwner queue(Call call, @Nullable String url) {
        String text = SqsErrors.required(url, "QueueUrl");
        return queues.find(name(call, text)).orElseThrow(SqsErrors::queueDoesNotExist);
    }

    static QueueName name(Call call, String url) {
        int last = url.lastIndexOf('/');
        String name = url.substring(last + 1);
        String account = call.scope().account();
        if (last > 0) {
            String before = url.substring(url.lastIndexOf('/', last - 1) + 1, last);
            if (before.length() == 12 && before.chars().allMatch(Character::isDigit)) {
                account = before;
            }
        }
        return new QueueName(account, call.scope().region(), name);
    }

    static List<String> urls(Call call, List<QueueName> names) {
        return names.stream().map(name -> url(call, name)).toList();
    }
}
