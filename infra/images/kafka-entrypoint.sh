# Does what the image apache/kafka does at its start, as far as it is asked for here: KAFKA_A_B becomes a.b.
set -eu
config=/tmp/server.properties
env | while IFS='=' read -r name value; do
  case $name in
    KAFKA_HEAP_OPTS) ;;
    KAFKA_*) name=${name#KAFKA_} name=${name,,}; echo "${name//_/.}=$value" ;;
  esac
done > "$config"
java -cp '/opt/kafka/libs/*' kafka.tools.StorageTool format --ignore-formatted -t 5L6g3nShT-eMCtK--X86sw -c "$config"
exec java ${KAFKA_HEAP_OPTS:-} -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/opt/kafka/libs/*' kafka.Kafka "$config"
