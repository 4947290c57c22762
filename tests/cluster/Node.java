import java.util.Arrays;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node: FOLDER CLUSTER NAME HTTP_PORT TRANSPORT_PORT NAMES SEEDS, the last two with commas between. */
public class Node {
    public static void main(String[] arguments) throws InterruptedException {
        String[] names = arguments[5].split(",");
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("node.name", arguments[2]);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", arguments[3]);
            settings.put("transport.port", arguments[4]);
            // A laptop's disk may be nearly full, and a test writes little.
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
            if (names.length == 1) {
                settings.put("discovery.type", "single-node");
            } else {
                settings.put("discovery.type", "zen"); // the runner would make it a cluster of its own
                settings.putList("discovery.seed_hosts", Arrays.asList(arguments[6].split(",")));
                settings.putList("cluster.initial_cluster_manager_nodes", Arrays.asList(names));
                // A node that is killed is missed at once, not after a minute.
                settings.put("cluster.fault_detection.leader_check.timeout", "2s");
                settings.put("cluster.fault_detection.follower_check.timeout", "2s");
            }
        });
        runner.build(OpenSearchRunner.newConfigs().basePath(arguments[0]).clusterName(arguments[1]).numOfNode(1));
        // Whoever started it may be killed; then nobody is left to stop it.
        ProcessHandle starter = ProcessHandle.current().parent().orElseThrow();
        while (starter.isAlive()) {
            Thread.sleep(1000);
        }
        System.exit(0);
    }
}
